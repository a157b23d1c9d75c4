import CZlib
import RLFigures
import Testing

struct PNGTests {
  /// The parts of a file: its name and its content, after a look at its check sum.
  private func chunks(_ file: [UInt8]) throws -> [(name: String, content: [UInt8])] {
    try #require(file.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    var result: [(name: String, content: [UInt8])] = []
    var place = 8
    while place < file.count {
      func number(_ start: Int) -> Int { file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
      let end = place + 8 + number(place)
      let checked = Array(file[place + 4..<end])
      #expect(number(end) == Int(crc32(0, checked, UInt32(checked.count))))
      let name = String(decoding: checked.prefix(4), as: UTF8.self)
      result.append((name, Array(checked.dropFirst(4))))
      place = end + 4
    }
    return result
  }

  private func inflated(_ bytes: [UInt8], _ size: Int) throws -> [UInt8] {
    var count = UInt(size + 10)
    var result = [UInt8](repeating: 0, count: size + 10)
    try #require(uncompress(&result, &count, bytes, UInt(bytes.count)) == Z_OK)
    return Array(result.prefix(Int(count)))
  }

  @Test func opaqueImagesHaveThreeChannels() throws {
    var image = PixelImage(width: 2, height: 2, Color(1, 2, 3))
    image[1, 1] = Color(0, 2, 255)
    let file = image.png()
    // Width, height, 8 bits, colour type 2, and Python's zlib.crc32 of these with "IHDR".
    let header: [UInt8] = [
      0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0, 0xfd, 0xd4, 0x9a,
      0x73,
    ]
    #expect(Array(file[8..<33]) == header)
    let parts = try chunks(file)
    #expect(parts.map(\.name) == ["IHDR", "IDAT", "IEND"])
    // Each row after a 2: it is less the row above.
    #expect(
      try inflated(parts[1].content, 14) == [2, 1, 2, 3, 1, 2, 3, 2, 0, 0, 0, 255, 0, 252])
  }

  @Test func opacityIsAFourthChannel() throws {
    var image = PixelImage(width: 1, height: 2, Color(9, 8, 7, 6))
    image[0, 1] = Color(10, 8, 6, 255)
    let parts = try chunks(image.png())
    #expect(parts[0].content == [0, 0, 0, 1, 0, 0, 0, 2, 8, 6, 0, 0, 0])
    #expect(try inflated(parts[1].content, 10) == [2, 9, 8, 7, 6, 2, 1, 0, 255, 249])
  }
}

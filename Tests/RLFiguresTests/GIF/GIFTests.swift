import RLFigures
import Testing

/// Numbers that look random and are always the same.
private func noise(_ count: Int, below bound: Int) -> [UInt8] {
  var state: UInt32 = 1
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return UInt8(Int(state >> 8) % bound)
  }
}

private func colors(_ image: PixelImage) -> [[UInt8]] {
  stride(from: 0, to: image.bytes.count, by: 4).map { Array(image.bytes[$0..<$0 + 3]) }
}

private let red = Color(255, 0, 0)
private let blue = Color(0, 0, 255)

struct GIFTests {
  @Test func aKnownImageIsPackedAsElsewhere() {
    // The example of M. Flickinger's "What's in a GIF", ten rows of ten pixels.
    let outer: [UInt8] = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2]
    let inner: [UInt8] = [1, 1, 1, 0, 0, 0, 0, 2, 2, 2]
    let upper = outer + outer + outer + inner + inner
    let packed: [UInt8] = [
      0x02, 0x16, 0x8c, 0x2d, 0x99, 0x87, 0x2a, 0x1c, 0xdc, 0x33, 0xa0, 0x02, 0x75, 0xec, 0x95,
      0xfa, 0xa8, 0xde, 0x60, 0x8c, 0x04, 0x91, 0x4c, 0x01, 0x00,
    ]
    #expect(lzwBlocks(upper + upper.reversed(), bits: 2) == packed)
  }

  /// Lengths around those at which codes become longer or the table is full.
  @Test(arguments: [2, 5, 8])
  func whatIsPackedIsReadBack(bits: Int) throws {
    let long = noise(20000, below: 1 << bits) + [UInt8](repeating: 1, count: 20000)
    for count in Array(0...40) + Array(240...270) + Array(3820...3860) + [40000] {
      let indices = Array(long.prefix(count))
      let packed = lzwBlocks(indices, bits: bits)
      var bytes: [UInt8] = []
      var place = 1
      while packed[place] > 0 {
        bytes += packed[place + 1...place + Int(packed[place])]
        place += Int(packed[place]) + 1
      }
      #expect(packed[0] == UInt8(bits) && place == packed.count - 1)
      #expect(try GIFReader.unpacked(bytes, bits) == indices, "\(count) indices")
    }
  }

  @Test func aTinyImageHasTheseBytes() {
    var image = PixelImage(width: 2, height: 1, red)
    image[1, 0] = blue
    let header: [UInt8] = [
      0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 2, 0, 1, 0, 0xf1, 0, 0,  // GIF89a, 2×1, 4 colours
      0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0,  // blue, red
    ]
    let frame: [UInt8] = [
      0x21, 0xf9, 4, 4, 7, 0, 0, 0,  // for 7 hundredths; stays
      0x2c, 0, 0, 0, 0, 2, 0, 1, 0, 0,
      // Codes of three bits, the lowest first: clear 4, red 1, blue 0, end 5.
      2, 2, 0b00_001_100, 0b0000_1010, 0,
    ]
    #expect(gif(frameCount: 1) { _ in GIFFrame(image, delay: 7) } == header + frame + [0x3b])
  }

  @Test func framesHoldOnlyWhatChanged() throws {
    var images = [PixelImage(width: 9, height: 7, red)]
    images.append(images[0])
    images[1][3, 2] = blue
    images[1][5, 4] = blue
    images.append(images[1])
    images.append(images[0])
    let file = gif(frameCount: 4) { GIFFrame(images[$0], delay: 2 + $0) }
    let read = try GIFReader(file)
    #expect(read.width == 9 && read.height == 7 && read.repeats)
    // The third is like the second, whose 3 hundredths it makes 7.
    #expect(read.frames.map(\.delay) == [2, 7, 5])
    #expect(read.frames.map(\.x) == [0, 3, 3] && read.frames.map(\.y) == [0, 2, 2])
    #expect(read.frames.map(\.width) == [9, 3, 3] && read.frames.map(\.height) == [7, 3, 3])
    #expect(read.frames.map(\.seen) == [0, 1, 3].map { colors(images[$0]) })
    let once = try GIFReader(
      gif(frameCount: 2, repeats: false) { GIFFrame(images[$0], delay: 2) })
    #expect(!once.repeats && once.frames.count == 2)
  }

  /// 255 colours leave room for the transparent one, 256 do not.
  @Test(arguments: [255, 256])
  func fewColorsAreKept(count: Int) throws {
    var image = PixelImage(width: 16, height: 16)
    for index in 0..<256 {
      let shade = UInt8(index % count)
      image[index % 16, index / 16] = Color(shade, 255 - shade, shade / 2)
    }
    var other = image
    other[0, 0] = image[7, 7]
    other[15, 15] = image[8, 7]
    let read = try GIFReader(gif(frameCount: 2) { GIFFrame([image, other][$0], delay: 2) })
    #expect(read.frames.map(\.seen) == [colors(image), colors(other)])
    #expect(read.frames.map(\.hasTransparent) == [count == 255, count == 255])
  }

  @Test func manyColorsBecomeNearOnes() throws {
    var image = PixelImage(width: 64, height: 96, Color(250, 251, 252))
    for y in 0..<64 { for x in 0..<64 { image[x, y] = Color(UInt8(4 * x), UInt8(4 * y), 128) } }
    let read = try GIFReader(gif(frameCount: 1) { _ in GIFFrame(image, delay: 2) })
    let seen = try #require(read.frames.first).seen
    // 4096 colours on a plane of 256 × 256 for 255: squares of 16, whose mean is at most 8 away.
    for (found, expected) in zip(seen, colors(image)) {
      let distances = zip(found, expected).map { abs(Int($0) - Int($1)) }
      #expect(distances.allSatisfy { $0 <= 16 }, "\(expected) became \(found)")
    }
    // The surface keeps its colour.
    #expect(seen.suffix(64 * 32).allSatisfy { $0 == [250, 251, 252] })
  }

  @Test func noiseIsReadBack() throws {
    let images = (0..<3).map { number in
      var image = PixelImage(width: 100, height: 80, red)
      for (index, shade) in noise(8000, below: 200).enumerated() where index % (number + 1) == 0 {
        image[index % 100, index / 100] = Color(shade, shade, shade)
      }
      return image
    }
    let read = try GIFReader(gif(frameCount: 3) { GIFFrame(images[$0], delay: 2) })
    #expect(read.frames.map(\.seen) == images.map(colors))
  }
}

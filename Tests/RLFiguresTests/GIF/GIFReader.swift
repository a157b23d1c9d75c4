import Testing

/// What a GIF file says, read as plainly as can be, apart from how it was written.
struct GIFReader {
  struct Frame {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var delay: Int
    var hasTransparent: Bool
    /// What is seen once it is drawn: red, green and blue of each pixel of the whole picture.
    var seen: [[UInt8]]
  }

  var width = 0
  var height = 0
  var repeats = false
  var palette: [[UInt8]] = []
  var frames: [Frame] = []

  init(_ file: [UInt8]) throws {
    var place = 0
    func take(_ count: Int) throws -> [UInt8] {
      try #require(place + count <= file.count)
      place += count
      return Array(file[place - count..<place])
    }
    func number() throws -> Int {
      let bytes = try take(2)
      return Int(bytes[0]) | Int(bytes[1]) << 8
    }
    func blocks() throws -> [UInt8] {
      var all: [UInt8] = []
      while true {
        let count = Int(try take(1)[0])
        if count == 0 { return all }
        all += try take(count)
      }
    }
    try #require(try take(6) == Array("GIF89a".utf8))
    width = try number()
    height = try number()
    let flags = Int(try take(3)[0])
    try #require(flags & 0x80 != 0)
    for _ in 0..<1 << (flags & 7 + 1) { palette.append(try take(3)) }
    var seen = [[UInt8]](repeating: [], count: width * height)
    var control: [UInt8] = [0, 0, 0, 0]
    while true {
      switch try take(1)[0] {
      case 0x21:
        switch try take(1)[0] {
        case 0xf9: control = try blocks()
        default: repeats = try blocks() == Array("NETSCAPE2.0".utf8) + [1, 0, 0]
        }
      case 0x2c:
        let (x, y, columns, rows) = (try number(), try number(), try number(), try number())
        try #require(try take(1)[0] == 0)
        let bits = Int(try take(1)[0])
        let indices = try Self.unpacked(try blocks(), bits)
        try #require(indices.count == columns * rows)
        let hasTransparent = control[0] & 1 == 1
        for (count, index) in indices.enumerated() where !hasTransparent || index != control[3] {
          seen[(y + count / columns) * width + x + count % columns] = palette[Int(index)]
        }
        frames.append(
          Frame(
            x: x, y: y, width: columns, height: rows,
            delay: Int(control[1]) | Int(control[2]) << 8, hasTransparent: hasTransparent,
            seen: seen))
      case 0x3b:
        try #require(place == file.count)
        return
      case let other: throw UnknownBlock(code: other)
      }
    }
  }

  struct UnknownBlock: Error { var code: UInt8 }

  /// Reads codes bit by bit; each is kept as the list of all its indices.
  static func unpacked(_ bytes: [UInt8], _ bits: Int) throws -> [UInt8] {
    let (clear, stop) = (1 << bits, 1 << bits + 1)
    var lists: [[UInt8]] = []
    var (width, bit) = (bits + 1, 0)
    var last: [UInt8]?
    var result: [UInt8] = []
    while true {
      var code = 0
      for position in 0..<width {
        try #require(bit / 8 < bytes.count)
        code |= Int(bytes[bit / 8] >> UInt8(bit % 8) & 1) << position
        bit += 1
      }
      if code == stop { return result }
      if code == clear {
        lists = (0..<clear + 2).map { $0 < clear ? [UInt8($0)] : [] }
        (width, last) = (bits + 1, nil)
        continue
      }
      let list: [UInt8]
      if code < lists.count {
        list = lists[code]
      } else {
        let before = try #require(last)
        try #require(code == lists.count)
        list = before + [before[0]]
      }
      result += list
      if let last, lists.count < 4096 { lists.append(last + [list[0]]) }
      last = list
      if lists.count == 1 << width, width < 12 { width += 1 }
    }
  }
}

/// Writes the frames of a GIF file one after the other.
struct GIFWriter {
  private let palette: Palette
  /// Stands for pixels that stay as they were.
  private let transparent: UInt8?
  /// How many bits an index has.
  private let bits: Int
  private var file: [UInt8] = []
  /// The palette's index of each pixel that is seen.
  private var seen: [UInt8] = []
  private var width = 0
  /// The last frame's image, and how long it is seen.
  private var image: [UInt8] = []
  private var delay = 0

  /// Indices that changed.
  private struct Update {
    var part: PixelPart
    /// All of the part's.
    var plain: [UInt8]
    /// The same with the transparent one for those that did not change.
    var sparse: [UInt8]
  }

  init(palette: Palette, hasTransparent: Bool) {
    self.palette = palette
    transparent = hasTransparent ? UInt8(palette.colors.count) : nil
    let count = palette.colors.count + (hasTransparent ? 1 : 0)
    bits = max((1...8).first { 1 << $0 >= count } ?? 8, 2)
  }

  mutating func begin(_ width: Int, _ height: Int, repeats: Bool) {
    self.width = width
    seen = [UInt8](repeating: 0, count: width * height)
    file = Array("GIF89a".utf8) + littleEndian(width) + littleEndian(height)
    // A palette for all frames, of 2 to the power of the lowest three bits + 1; 8 bits a channel.
    file += [UInt8(0xf0 | bits - 1), 0, 0]
    for code in palette.colors {
      file += [16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
    }
    file += [UInt8](repeating: 0, count: 3 * (1 << bits - palette.colors.count))
    if repeats { file += [0x21, 0xff, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0] }
  }

  /// - Parameter part: what changed; nil for nothing.
  mutating func add(_ frame: GIFFrame, _ part: PixelPart?) {
    guard let part, let update = update(frame.image, part) else {
      delay += frame.delay
      return
    }
    writeImage()
    image = block(update)
    delay = frame.delay
  }

  mutating func finished() -> [UInt8] {
    writeImage()
    return file + [0x3b]
  }

  /// Notes which indices are seen now.
  ///
  /// - Returns: nil if none changed, as a palette may have one colour for two.
  private mutating func update(_ image: PixelImage, _ part: PixelPart) -> Update? {
    let isFirst = self.image.isEmpty
    var plain = [UInt8](repeating: 0, count: part.columns.count * part.rows.count)
    var sparse = plain
    var hasChanged = isFirst
    var (last, index) = (UInt32.max, UInt8(0))
    var next = 0
    // Asked once for their memory, not at every pixel.
    plain.withUnsafeMutableBufferPointer { plain in
      sparse.withUnsafeMutableBufferPointer { sparse in
        seen.withUnsafeMutableBufferPointer { seen in
          image.forEachRun(in: part) { code, row, columns in
            if code != last { (last, index) = (code, palette.index(of: code)) }
            let unchanged = isFirst ? index : transparent ?? index
            for place in row * width + columns.lowerBound..<row * width + columns.upperBound {
              let isSame = seen[place] == index
              if !isSame { hasChanged = true }
              plain[next] = index
              sparse[next] = isSame ? unchanged : index
              seen[place] = index
              next += 1
            }
          }
        }
      }
    }
    return hasChanged ? Update(part: part, plain: plain, sparse: sparse) : nil
  }

  /// The image's descriptor and data, transparent where it stays as it was if that is shorter.
  private func block(_ update: Update) -> [UInt8] {
    let plain = lzwBlocks(update.plain, bits: bits)
    let sparse = update.sparse == update.plain ? plain : lzwBlocks(update.sparse, bits: bits)
    var block: [UInt8] = [0x2c]
    for number in [
      update.part.columns.lowerBound, update.part.rows.lowerBound, update.part.columns.count,
      update.part.rows.count,
    ] {
      block += littleEndian(number)
    }
    block.append(0)  // the palette of all, rows in order
    return block + (sparse.count < plain.count ? sparse : plain)
  }

  /// Writes the last image, whose delay is known only when the next one comes. One longer than a
  /// file can say is cut off there.
  private mutating func writeImage() {
    guard !image.isEmpty else { return }
    // What was there before stays; bit 0: there is a transparent index.
    file += [0x21, 0xf9, 4, transparent == nil ? 4 : 5]
    file += littleEndian(min(delay, 65535)) + [transparent ?? 0, 0] + image
  }
}

private func littleEndian(_ value: Int) -> [UInt8] {
  [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
}

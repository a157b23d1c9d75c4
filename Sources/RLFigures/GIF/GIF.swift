/// A picture of an animation, and how long it is seen.
package struct GIFFrame: Sendable {
  package var image: PixelImage
  /// In hundredths of a second. Browsers wait a tenth of a second for less than 2.
  package var delay: Int

  package init(_ image: PixelImage, delay: Int) {
    self.image = image
    self.delay = delay
  }
}

/// An animation as a GIF file (GIF89a).
///
/// All frames share one palette: their own colours if there are at most 256 (255 if there is more
/// than one frame: the last stands for what stays as it was), else near ones. Frames hold only what
/// changed; those that changed nothing prolong the one before.
/// - Parameters:
///   - frameCount: how many frames there are, 1 or more.
///   - repeats: whether it begins again, for ever.
///   - frame: makes the frame of a number, opaque, all of one size; asked for twice in order, so
///     that few need to be in memory.
package func gif(frameCount: Int, repeats: Bool = true, frame: (Int) -> GIFFrame) -> [UInt8] {
  guard frameCount > 0 else { fatalError("gif: no frames, expected 1 or more") }
  var count = ColorCount()
  var parts: [PixelPart?] = []
  var last: PixelImage?
  for index in 0..<frameCount {
    let image = frame(index).image
    let part = changed(image, since: last, index)
    if let part { count.add(image, part) }
    parts.append(part)
    last = image
  }
  let transparent = frameCount > 1 && count.counts.count != 256 ? 1 : 0
  let palette = Palette(for: count, limit: 256 - transparent)

  var writer = GIFWriter(palette: palette, hasTransparent: transparent == 1)
  for (index, part) in parts.enumerated() {
    let next = frame(index)
    if index == 0 {
      writer.begin(next.image.width, next.image.height, repeats: repeats && frameCount > 1)
    }
    writer.add(next, part)
  }
  return writer.finished()
}

/// The part of an image that is to be written; nil for none.
private func changed(_ image: PixelImage, since last: PixelImage?, _ index: Int) -> PixelPart? {
  guard (1...65535).contains(image.width), (1...65535).contains(image.height) else {
    fatalError("gif: frame \(index) has \(image.width)×\(image.height) pixels, expected 1 to 65535")
  }
  guard let last else { return PixelPart(columns: 0..<image.width, rows: 0..<image.height) }
  guard image.width == last.width, image.height == last.height else {
    fatalError(
      "gif: frame \(index) has \(image.width)×\(image.height) pixels, those before "
        + "\(last.width)×\(last.height)")
  }
  return image.difference(from: last)
}

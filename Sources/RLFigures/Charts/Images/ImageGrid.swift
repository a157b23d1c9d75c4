import RLState

/// Images in rows and columns, with captions: digits, filters, reconstructions.
public struct ImageGrid: Sendable, Hashable {
  public var title: String
  /// Row by row; they may differ in size.
  public var images: [PixelImage]
  /// How many there are in a row.
  public var columns: Int
  /// What is written below each; as many as images, or none.
  public var captions: [String]
  /// What is written at the left of each row; as many as rows, or none.
  public var rowLabels: [String]
  /// How large a pixel is, in points.
  public var zoom: Double
  /// How far images are apart, in points.
  public var gap: Double

  public init(
    title: String = "", images: [PixelImage] = [], columns: Int = 10, captions: [String] = [],
    rowLabels: [String] = [], zoom: Double = 1, gap: Double = 4
  ) {
    self.title = title
    self.images = images
    self.columns = columns
    self.captions = captions
    self.rowLabels = rowLabels
    self.zoom = zoom
    self.gap = gap
  }

  private static let captionSize = 10.0

  public func drawing() -> Drawing {
    guard !images.isEmpty, columns > 0 else {
      return emptyDrawing(ChartSize(240, 120), title: title)
    }
    let width = Double(images.map(\.width).max() ?? 1) * zoom
    let height = Double(images.map(\.height).max() ?? 1) * zoom
    let rows = (images.count + columns - 1) / columns
    let used = min(columns, images.count)
    let captionHeight = captions.isEmpty ? 0.0 : 14
    let labels = rowLabels.prefix(rows).map { shortened($0, to: 160, size: Measure.tick) }
    let labelWidth = labels.map { textWidth($0, size: Measure.tick) + 8 }.max() ?? 0
    let left = Measure.margin + labelWidth
    let content = Double(used) * (width + gap) - gap
    var drawing = Drawing(
      width: max(left + content + Measure.margin, title.isEmpty ? 0 : 120), height: 0,
      description: title)
    let top = drawing.addTitle(title) + (title.isEmpty ? 0 : 4)
    drawing.height = top + Double(rows) * (height + captionHeight + gap) - gap + Measure.margin
    for (row, label) in labels.enumerated() {
      let middle = top + Double(row) * (height + captionHeight + gap) + height / 2
      drawing.elements.append(
        .text(
          Text(
            label, at: Point(left - 8, middle + Measure.tickDrop), size: Measure.tick, anchor: .end,
            .muted)))
    }
    for (index, image) in images.enumerated() {
      let x = left + Double(index % columns) * (width + gap)
      let y = top + Double(index / columns) * (height + captionHeight + gap)
      let place = Rectangle(
        x: x, y: y, width: Double(image.width) * zoom, height: Double(image.height) * zoom)
      drawing.elements.append(.image(image, in: place))
      guard index < captions.count else { continue }
      // A caption may use the gap beside its image, too.
      let caption = shortened(captions[index], to: width + max(gap - 3, 0), size: Self.captionSize)
      drawing.elements.append(
        .text(
          Text(
            caption, at: Point(x + width / 2, y + height + 11), size: Self.captionSize,
            anchor: .middle, .muted)))
    }
    return drawing
  }
}

extension PixelImage {
  /// Images of numbers: black for 0 to white for 1; or, if they are signed, blue for negative and red
  /// for positive ones, the deepest for the largest magnitude of all.
  ///
  /// - Parameters:
  ///   - values: `[count, channels, height, width]`.
  ///   - channels: 1, or 3 for red, green and blue, which are never signed.
  public static func images(
    _ values: [Float], count: Int, channels: Int = 1, height: Int, width: Int,
    areSigned: Bool = false
  ) -> [PixelImage] {
    guard values.count == count * channels * height * width, channels == 1 || channels == 3 else {
      fatalError(
        "PixelImage: \(values.count) values for \(count) images of \(channels) channels "
          + "and \(height) × \(width) pixels; expected 1 or 3 channels")
    }
    let largest = values.reduce(Float.leastNormalMagnitude) { largest, value in
      value.isFinite ? max(largest, value.magnitude) : largest
    }
    let plane = height * width
    return (0..<count).map { number in
      var image = PixelImage(width: width, height: height)
      for pixel in 0..<plane {
        let start = number * channels * plane + pixel
        let color: Color
        if channels == 3 {
          let parts = (0..<3).map { gray(values[start + $0 * plane]) }
          color = Color(parts[0], parts[1], parts[2])
        } else if areSigned {
          color = ColorMap.diverging(0.5 + Double(values[start] / largest) / 2)
        } else {
          let level = gray(values[start])
          color = Color(level, level, level)
        }
        image[pixel % width, pixel / width] = color
      }
      return image
    }
  }
}

private func gray(_ value: Float) -> UInt8 {
  value > 0 ? UInt8(clamped: (min(value, 1) * 255).rounded()) : 0
}

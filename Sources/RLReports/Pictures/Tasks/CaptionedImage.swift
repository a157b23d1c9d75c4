import RLFigures

/// An image with lines of text below it.
struct CaptionedImage {
  var image: PixelImage
  /// How large a pixel is, in points.
  var zoom: Double
  var lines: [String]

  private static let size = 10.0

  func drawing(width: Double) -> Drawing {
    let (imageWidth, height) = (Double(image.width) * zoom, Double(image.height) * zoom)
    var drawing = Drawing(
      width: width, height: height + 13 * Double(lines.count) + 8,
      description: lines.joined(separator: " "))
    drawing.elements.append(
      .image(
        image,
        in: Rectangle(x: (width - imageWidth) / 2, y: 0, width: imageWidth, height: height)))
    for (number, line) in lines.enumerated() {
      drawing.elements.append(
        .text(
          Text(
            shortened(line, to: width, size: Self.size),
            at: Point(width / 2, height + 11 + 13 * Double(number)), size: Self.size,
            anchor: .middle, number == 0 ? .ink : .muted)))
    }
    return drawing
  }
}

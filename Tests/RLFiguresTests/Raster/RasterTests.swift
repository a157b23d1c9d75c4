import RLFigures
import Testing

/// A drawing of black on white, whose pixels' darkness, from 0 to 255, was computed by hand.
private func darkness(
  _ width: Double, _ height: Double, scale: Double = 1, _ elements: [Drawing.Element]
) -> [[Int]] {
  let image = Drawing(width: width, height: height, elements).rendered(scale: scale)
  return (0..<image.height).map { y in
    (0..<image.width).map { x in
      let color = image[x, y]
      #expect(color == Color(color.red, color.red, color.red))
      return 255 - Int(color.red)
    }
  }
}

private let black = Paint.color(Color(hex: 0x000000))

private func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rectangle {
  Rectangle(x: x, y: y, width: width, height: height)
}

struct RasterTests {
  @Test func partlyCoveredPixelsArePartlyPainted() {
    // A quarter of a pixel in the corner, halves above and on the left, and an eighth. Half of 255
    // leaves 127.5 of white, rounded up.
    #expect(
      darkness(3, 3, [.rectangle(box(0.5, 0.5, 1.75, 1.5), .fill(black))])
        == [[64, 127, 32], [127, 255, 64], [0, 0, 0]])
  }

  @Test func pointsAreAsManyPixelsAsTheScaleSays() {
    #expect(
      darkness(2, 1, scale: 2, [.rectangle(box(0.5, 0, 1, 0.5), .fill(black))])
        == [[0, 255, 255, 0], [0, 0, 0, 0]])
  }

  @Test func slopesCutPixels() {
    // The diagonal halves the pixels that it goes through.
    #expect(
      darkness(2, 2, [.polygon([[Point(0, 0), Point(2, 2), Point(0, 2)]], .fill(black))])
        == [[127, 0], [255, 127]])
  }

  @Test func polygonsInPolygonsAreHoles() {
    func square(_ start: Double, _ end: Double) -> [Point] {
      [Point(start, start), Point(end, start), Point(end, end), Point(start, end)]
    }
    let rings = [square(0, 5), square(1, 4), square(2, 3)]
    #expect(
      darkness(5, 5, [.polygon(rings, .fill(black))])
        == [
          [255, 255, 255, 255, 255], [255, 0, 0, 0, 255], [255, 0, 255, 0, 255],
          [255, 0, 0, 0, 255], [255, 255, 255, 255, 255],
        ])
  }

  @Test func linesThatCrossThemselvesAreFilled() {
    let cross = [Point(0, 1.5), Point(3, 1.5), Point(3, 1.5), Point(1.5, 1.5), Point(1.5, 3)]
    #expect(
      darkness(3, 3, [.clipped(to: box(0, 0, 3, 3), [.line(cross, .stroke(black))])])
        == [[0, 0, 0], [255, 255, 255], [0, 255, 0]])
  }

  @Test func onlyWhatIsInAllClipsIsPainted() {
    let element = Drawing.Element.clipped(
      to: box(0.5, 0, 2, 9),
      [.clipped(to: box(-5, 1, 7, 0.5), [.rectangle(box(-9, -9, 99, 99), .fill(black))])])
    let after = Drawing.Element.rectangle(box(3, 0, 1, 1), .fill(black))
    #expect(
      darkness(4, 3, [element, after]) == [[0, 0, 0, 255], [64, 127, 0, 0], [0, 0, 0, 0]])
  }

  @Test func opacityMixesWithWhatIsBelow() {
    let style = Style.fill(black, opacity: 0.4)
    let rows = darkness(
      3, 1, [.rectangle(box(0, 0, 2, 1), style), .rectangle(box(1, 0, 2, 1), style)])
    // 255 × .4, 255 × (1 - .6 × .6)
    #expect(rows == [[102, 163, 102]])
    let half = Paint.color(Color(0, 0, 0, 102))
    #expect(darkness(1, 1, [.rectangle(box(0, 0, 1, 1), .fill(half, opacity: 0.5))]) == [[51]])
  }

  @Test func fillAndOutlineAreSeenThroughAsOne() {
    // A line of two pixels around two pixels' middle: its inner half lies on the fill.
    let style = Style(fill: black, stroke: black, lineWidth: 2, opacity: 0.5)
    #expect(
      darkness(6, 4, [.rectangle(box(1, 1, 4, 2), style)])
        == Array(repeating: Array(repeating: 127, count: 6), count: 4))
  }

  @Test func outlinesOfRectanglesHaveSharpCorners() {
    #expect(
      darkness(4, 4, [.rectangle(box(0.5, 0.5, 3, 3), .stroke(black))])
        == [[255, 255, 255, 255], [255, 0, 0, 255], [255, 0, 0, 255], [255, 255, 255, 255]])
  }

  @Test func dashesBeginWithTheLine() {
    // Closed shapes have dashes that end where they should: 2 on, 1 off along the upper edge.
    let outline = [Point(0, 0), Point(8, 0), Point(8, 9), Point(0, 9)]
    let rows = darkness(8, 2, [.polygon([outline], .stroke(black, 2, dash: [2, 1]))])
    #expect(rows[0] == [255, 255, 0, 255, 255, 0, 255, 255])
  }

  @Test func circlesHaveTheirArea() {
    let rows = darkness(20, 20, [.circle(Point(10, 10), radius: 8, .fill(black))])
    let area = Double(rows.flatMap { $0 }.reduce(0, +)) / 255
    #expect(abs(area - .pi * 64) < 1.5)
    #expect(rows == rows.reversed())
    #expect(rows == rows.map { $0.reversed() })
    #expect(rows[10][2] > 240 && rows[10][1] == 0)
  }

  @Test func roundEndsReachBeyondALine() {
    let rows = darkness(20, 8, [.line([Point(6, 4), Point(14, 4)], .stroke(black, 8))])
    let area = Double(rows.flatMap { $0 }.reduce(0, +)) / 255
    #expect(abs(area - (64 + .pi * 16)) < 1.5)
    let sharp = darkness(
      20, 20, [.line([Point(4, 4), Point(16, 4), Point(4, 4.001)], .stroke(black, 8))])
    #expect(sharp[4][18] == 255 && sharp[0][19] == 0)
  }

  @Test func imagesKeepTheirPixels() {
    var image = PixelImage(width: 2, height: 1, Color(10, 20, 30))
    image[1, 0] = Color(0, 0, 0, 128)
    let drawing = Drawing(width: 4, height: 2, [.image(image, in: box(0, 0, 4, 1))])
    let pixels = drawing.rendered(scale: 1)
    let colors = (0..<4).map { pixels[$0, 0] }
    #expect(
      colors == [Color(10, 20, 30), Color(10, 20, 30), Color(127, 127, 127), Color(127, 127, 127)])
    #expect(pixels[0, 1] == Color(255, 255, 255))
  }

  @Test func themesHaveTheirGround() {
    let drawing = Drawing(width: 1, height: 1)
    #expect(drawing.rendered(theme: .light)[1, 1] == Color(255, 255, 255))
    #expect(drawing.rendered(theme: .dark)[1, 1] == Theme.dark.color(of: .ground))
  }

  @Test func whatIsNoPlaceIsNotDrawn() {
    let bad = [Double.nan, .infinity, -.infinity, 1e300, -1e300]
    var elements: [Drawing.Element] = []
    for value in bad {
      let frame = box(value, value, value, value)
      let style = Style(fill: black, stroke: black, lineWidth: 2, dash: [2, 2], opacity: 0.5)
      elements += [
        .rectangle(frame, radius: 2, style), .circle(Point(value, 0), radius: 2, style),
        .circle(Point(-90, 0), radius: value.isFinite ? 1 : value, style),
        .line([Point(value, value), Point(-9, -9)], style),
        .polygon([[Point(value, -9), Point(-9, -9), Point(-9, value)]], .fill(black)),
        .text(Text("a", at: Point(value, value), size: value)),
        .image(PixelImage(width: 1, height: 1), in: frame), .clipped(to: frame, []),
        .clipped(to: frame, [.rectangle(box(0, 0, 1, 1), .stroke(black, value))]),
      ]
    }
    let image = Drawing(width: 4, height: 4, elements).rendered()
    #expect(image.width == 8)
  }

  @Test func linesComeFromFarAway() {
    let line = [Point(1.5, 1e12), Point(1.5, -1e12)]
    #expect(
      darkness(3, 2, [.line(line, .stroke(black))]) == [[0, 255, 0], [0, 255, 0]])
  }
}

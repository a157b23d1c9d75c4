import Environments
import RLFigures

extension Depiction {
  /// The depiction as a picture of a width, of which nothing lies outside.
  package func drawing(width: Double, description: String) -> Drawing {
    switch self {
    case .tiles(let grid): return grid.drawing(width: width, description: description)
    case .pixels(let image): return image.drawing(width: width, description: description)
    case .shapes(let shapes, let rectangle):
      let view = DepictionView(of: rectangle, width: width)
      return Drawing(
        width: width, height: view.height, description: description, shapes.map(view.element))
    }
  }

  /// How wide its picture is unless a width is given: 600 points, or less where it would be higher
  /// than 400, as high as Gymnasium's. Tiles of a map are 64 points wide, or less where the map would
  /// be larger than 600 points.
  var naturalWidth: Double {
    switch self {
    case .tiles(let grid):
      let (rows, columns) = (Double(grid.rowCount), Double(grid.columnCount))
      return columns * min(64, 600 / columns, 600 / rows)
    case .pixels(let image): return image.naturalWidth
    case .shapes(_, let rectangle):
      return min(600, (400 * rectangle.size.x / rectangle.size.y).rounded())
    }
  }
}

/// A rectangle of a world, seen in a picture: y points down there.
private struct DepictionView {
  private let rectangle: DepictedRectangle
  /// Points a unit of the world.
  private let scale: Double
  private let width: Double
  let height: Double

  init(of rectangle: DepictedRectangle, width: Double) {
    self.rectangle = rectangle
    self.width = width
    scale = width / rectangle.size.x
    height = scale * rectangle.size.y
  }

  /// The shape, cut off at the rectangle where it reaches beyond.
  func element(_ shape: DepictedShape) -> Drawing.Element {
    let (points, reach): ([SIMD2<Double>], Double)
    let element: Drawing.Element
    switch shape {
    case .line(let line, let lineWidth, let role):
      (points, reach) = (line, lineWidth / 2)
      element = .line(line.map(place), .stroke(role.paint, lineWidth * scale))
    case .polygon(let outline, let role):
      (points, reach) = (outline, 0)
      element = .polygon([outline.map(place)], .fill(role.paint))
    case .circle(let center, let radius, let role):
      (points, reach) = ([center], radius)
      element = .circle(place(center), radius: radius * scale, .fill(role.paint))
    case .rectangle(let center, let size, let radius, let role):
      (points, reach) = ([center - size / 2, center + size / 2], 0)
      let corner = place(center + SIMD2(-size.x, size.y) / 2)
      element = .rectangle(
        Rectangle(x: corner.x, y: corner.y, width: size.x * scale, height: size.y * scale),
        radius: radius * scale, .fill(role.paint))
    case .label(let text, let place, let height, let role):
      return .text(
        Text(
          withMinus(text), at: self.place(place), size: max(height * scale, 8), anchor: .middle,
          role.paint)
      )
    }
    let isInside = points.allSatisfy {
      all($0 - reach .>= rectangle.low) && all($0 + reach .<= rectangle.high)
    }
    let frame = Rectangle(x: 0, y: 0, width: width, height: height)
    return isInside ? element : .clipped(to: frame, [element])
  }

  private func place(_ point: SIMD2<Double>) -> Point {
    Point((point.x - rectangle.low.x) * scale, (rectangle.high.y - point.y) * scale)
  }
}

extension DepictionRole {
  var paint: Paint {
    switch self {
    case .scenery: .muted
    case .body: .series(0)
    case .part: .series(4)
    case .goal: .series(2)
    case .object, .limit, .action: .series(1)
    }
  }
}

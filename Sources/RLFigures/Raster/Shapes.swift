#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// The closed outlines of shapes, all in the same direction, in pixels: curves become as many lines
/// as nobody sees.
enum Shapes {
  static func rectangle(_ frame: Rectangle, radius: Double = 0) -> [Point] {
    let radius = min(radius, frame.width / 2, frame.height / 2)
    guard radius > 0 else {
      return [
        Point(frame.x, frame.y), Point(frame.right, frame.y), Point(frame.right, frame.bottom),
        Point(frame.x, frame.bottom),
      ]
    }
    let (left, right) = (frame.x + radius, frame.right - radius)
    let (top, bottom) = (frame.y + radius, frame.bottom - radius)
    let corners = [
      Point(right, bottom), Point(left, bottom), Point(left, top), Point(right, top),
    ]
    return corners.enumerated().flatMap { index, corner in
      arc(corner, radius, from: .pi / 2 * Double(index), by: .pi / 2)
    }
  }

  static func circle(_ center: Point, _ radius: Double) -> [Point] {
    arc(center, radius, from: 0, by: 2 * .pi)
  }

  /// Points on a circle, with both ends.
  static func arc(_ center: Point, _ radius: Double, from start: Double, by angle: Double)
    -> [Point]
  {
    // Lines of this many leave the circle by less than a twentieth of a pixel.
    let step = 2 * (2 * 0.05 / max(radius, 0.05)).squareRoot()
    let count = Int(min(max((abs(angle) / step).rounded(.up), 1), 4096))
    return (0...count).map { index in
      let turned = start + angle * Double(index) / Double(count)
      return Point(center.x + radius * cos(turned), center.y + radius * sin(turned))
    }
  }
}

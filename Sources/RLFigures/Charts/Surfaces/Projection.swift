import Foundation

/// A place in the box around a surface: each part from 0 to 1.
package struct BoxPlace: Sendable, Hashable {
  package var x: Double
  package var y: Double
  package var z: Double

  package init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }
}

/// Looks at a box from a side and from above, without perspective.
package struct Projection: Sendable {
  private let sine: Double
  private let cosine: Double
  private let rise: Double
  private let stand: Double
  /// How high the box is, when it is 1 wide and deep.
  private let boxHeight = 0.62
  private var scale = 1.0
  private var shift = Point(0, 0)

  /// - Parameters:
  ///   - azimuth: in degrees.
  ///   - elevation: in degrees, from 0 to 90.
  ///   - frame: what the box fills.
  package init(azimuth: Double, elevation: Double, frame: Rectangle) {
    (sine, cosine) = (sin(azimuth * .pi / 180), cos(azimuth * .pi / 180))
    let bounded = min(max(elevation, 0), 90) * .pi / 180
    (rise, stand) = (sin(bounded), cos(bounded))
    let corners: [Point] = Self.corners.map { place($0) }
    let (left, right) = (corners.map(\.x).min() ?? 0, corners.map(\.x).max() ?? 1)
    let (top, bottom) = (corners.map(\.y).min() ?? 0, corners.map(\.y).max() ?? 1)
    scale = min(frame.width / (right - left), frame.height / (bottom - top))
    shift = Point(
      frame.center.x - scale * (left + right) / 2, frame.center.y - scale * (top + bottom) / 2)
  }

  package static let corners: [BoxPlace] = (0..<8).map { (number: Int) -> BoxPlace in
    let (x, y, z) = (number & 1, number >> 1 & 1, number >> 2)
    return BoxPlace(Double(x), Double(y), Double(z))
  }

  package func place(_ box: BoxPlace) -> Point {
    let (x, y) = (box.x - 0.5, box.y - 0.5)
    let across = x * cosine - y * sine
    let upward = boxHeight * (box.z - 0.5) * stand + (x * sine + y * cosine) * rise
    return Point(shift.x + scale * across, shift.y - scale * upward)
  }

  /// How far away a place on the floor is.
  package func depth(_ x: Double, _ y: Double) -> Double {
    (x - 0.5) * sine + (y - 0.5) * cosine
  }

  /// The sides of the box away from the viewer, as values of x and y.
  package var back: (x: Double, y: Double) { (sine > 0 ? 1 : 0, cosine > 0 ? 1 : 0) }
}

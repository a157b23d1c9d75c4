/// How the state of an environment looks, said once: text, pictures and animations follow from it.
public enum Depiction: Sendable, Hashable {
  /// A map of square tiles, and who walks on it.
  case tiles(TileGrid)
  /// Shapes at points (x, y) in units of the environment's world, y upwards; the later ones are above
  /// the earlier, and what lies outside of the rectangle is not seen.
  ///
  /// What is in all states of an environment is at the same place of the list in all; what never
  /// moves should come first.
  case shapes([DepictedShape], in: DepictedRectangle)
  /// An image, of the same size in all states.
  case pixels(DepictedImage)
}

/// A part of a depiction.
public enum DepictedShape: Sendable, Hashable {
  /// An open line through points, with round ends.
  case line([SIMD2<Double>], width: Double, DepictionRole)
  /// The inside of a closed outline.
  case polygon([SIMD2<Double>], DepictionRole)
  /// The inside of a circle.
  case circle(SIMD2<Double>, radius: Double, DepictionRole)
  /// The inside of an upright rectangle around a point, its corners rounded with a radius.
  case rectangle(SIMD2<Double>, size: SIMD2<Double>, radius: Double = 0, DepictionRole)
  /// A word or two; the middle of their baseline is at a point, and letters are so high, or higher where
  /// they could not be read.
  case label(String, at: SIMD2<Double>, height: Double, DepictionRole)
}

/// What a shape stands for. Who draws it chooses a colour or a character by that.
public enum DepictionRole: Sendable, Hashable, CaseIterable {
  /// What the world is made of and never moves: ground, walls, tracks.
  case scenery
  /// What the agent moves.
  case body
  /// A part of it that should be told apart: a joint, a wheel.
  case part
  /// What it acts upon: a pole to balance, a ball.
  case object
  /// Where the agent should get.
  case goal
  /// Where an episode ends badly, or what costs much.
  case limit
  /// What the latest action does: a force, a torque.
  case action
}

/// An upright rectangle of a world.
public struct DepictedRectangle: Sendable, Hashable {
  /// The corner with the least x and y.
  public let low: SIMD2<Double>
  /// The corner with the greatest x and y.
  public let high: SIMD2<Double>

  /// - Parameters:
  ///   - low: the corner with the least x and y.
  ///   - high: the corner with the greatest x and y; greater than `low` in both.
  public init(low: SIMD2<Double>, high: SIMD2<Double>) {
    guard low.x < high.x && low.y < high.y else {
      fatalError("DepictedRectangle: low is \(low); it must be less than high, which is \(high)")
    }
    self.low = low
    self.high = high
  }

  /// How wide and how high it is.
  public var size: SIMD2<Double> { high - low }
}

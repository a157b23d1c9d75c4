/// No random map had a way from the start to the goal.
public struct RandomMapError: Error, Hashable, CustomStringConvertible {
  /// Rows and columns: the setting `mapSize`.
  public let size: Int
  /// The probability that a tile is frozen: the setting `mapFrozen`.
  public let p: Double
  /// How many maps were drawn.
  public let draws: Int

  /// - Parameters:
  ///   - size: rows and columns.
  ///   - p: the probability that a tile is frozen.
  ///   - draws: how many maps were drawn.
  public init(size: Int, p: Double, draws: Int) {
    self.size = size
    self.p = p
    self.draws = draws
  }

  public var description: String {
    "none of \(draws) random maps with mapSize = \(size) and mapFrozen = \(p) had a way from start "
      + "to goal; take a greater mapFrozen (0.7 is enough at any size) or a smaller mapSize"
  }
}

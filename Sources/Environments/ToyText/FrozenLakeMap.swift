import RLRandom

/// A map of FrozenLake: rows of `S` (start), `F` (frozen), `H` (hole) and `G` (goal).
public struct FrozenLakeMap: Sendable, Hashable {
  /// The rows from top to bottom, all of the same length.
  public let rows: [String]
  /// The same, character by character: `[rowCount, columnCount]`.
  package let tiles: [[Character]]

  /// The map with these rows.
  ///
  /// - Throws: `MapError` that tells line and column, where a row is ragged, a character is unknown,
  ///   or no start or no goal exists.
  public init(rows: [String]) throws(MapError) {
    try self.init(text: rows.joined(separator: "\n"))
  }

  /// The map drawn by `text`, one row on each line.
  ///
  /// - Throws: `MapError` as `init(rows:)`.
  public init(text: String) throws(MapError) {
    let lines = MapText(text).lines
    tiles = try MapText.grid(lines) { character in
      "SFHG".contains(character) ? nil : "a tile is S (start), F (frozen), H (hole) or G (goal)"
    }
    rows = lines
    guard tiles.joined().contains("S") else { throw MapError(.noStart) }
    guard tiles.joined().contains("G") else { throw MapError(.noGoal) }
  }

  private init(trusted tiles: [[Character]]) {
    self.tiles = tiles
    rows = tiles.map { String($0) }
  }

  /// How many rows there are.
  public var rowCount: Int { tiles.count }
  /// How many tiles a row has.
  public var columnCount: Int { tiles[0].count }
  /// The rows, joined by newlines.
  public var text: String { rows.joined(separator: "\n") }

  /// Gymnasium's map `4x4`.
  public static let small = FrozenLakeMap(
    trusted: ["SFFF", "FHFH", "FFFH", "HFFG"].map(Array.init))

  /// Gymnasium's map `8x8`.
  public static let large = FrozenLakeMap(
    trusted: [
      "SFFFFFFF", "FFFFFFFF", "FFFHFFFF", "FFFFFHFF",
      "FFFHFFFF", "FHHFFFHF", "FHFFHFHF", "FFFHFFFG",
    ].map(Array.init))

  /// A random map with a way from the start, top left, to the goal, bottom right; equal to
  /// Gymnasium's `generate_random_map(size, p, seed)` with the generator of that seed.
  ///
  /// - Parameters:
  ///   - size: rows and columns; at least 2.
  ///   - p: the probability that a tile is frozen; above 0, at most 1.
  /// - Throws: `RandomMapError` where none of `randomDraws` maps has a way. Gymnasium goes on
  ///   drawing, for ever where tiles are many and mostly holes.
  public static func random(
    size: Int = 8, p: Double = 0.8, using generator: inout PCG64
  ) throws(RandomMapError) -> FrozenLakeMap {
    guard size >= 2 && p > 0 && p <= 1 else {
      fatalError("FrozenLakeMap.random: size \(size) must be at least 2 and p = \(p) in 0 ... 1")
    }
    // NumPy's `choice` divides the cumulative probabilities by their last one.
    let threshold = p / (p + (1 - p))
    var isFrozen = [Bool](repeating: false, count: size * size)
    for _ in 0..<randomDraws {
      for tile in isFrozen.indices { isFrozen[tile] = generator.uniform() < threshold }
      isFrozen[size * size - 1] = true
      let reached = reachable(from: [0], rows: size, columns: size) { row, column in
        !isFrozen[row * size + column]
      }
      guard reached[size * size - 1] else { continue }
      var tiles = (0..<size).map { row in
        (0..<size).map { isFrozen[row * size + $0] ? "F" : "H" as Character }
      }
      tiles[0][0] = "S"
      tiles[size - 1][size - 1] = "G"
      return FrozenLakeMap(trusted: tiles)
    }
    throw RandomMapError(size: size, p: p, draws: randomDraws)
  }

  /// How many maps `random` draws until it gives up: less than a second's work at size 100.
  public static let randomDraws = 10_000
}

/// An environment that says how it looks.
///
/// By `depiction` alone it is seen everywhere: with characters, and their colours, where `rlrun play`
/// shows it and a person plays; as a GIF or an SVG that `rlrun record` writes; as the episode on the
/// page of `rlrun report`. Its entry in an `EnvironmentRegistry` is all that a tool needs beside it.
///
/// ```swift
/// extension Corridor: Depicted {
///   var depiction: Depiction {
///     let floor = Array(repeating: TileGrid.Tile(.floor), count: 5)
///     return .tiles(TileGrid([floor + [TileGrid.Tile(.goal)]], agent: place))
///   }
/// }
/// ```
///
/// There is more that an environment can say, and nothing else has to know of it: `ActionNaming` and
/// `ActionComponentNaming` give captions and a person's keys, and on a map whose table has the
/// tiles as states (`TabularEnvironment`) the values and arrows of a report; `PhasePlaneMapping` gives
/// maps of what an agent does and expects. Wrappers (`EnvironmentWrapper`) pass all of it on.
public protocol Depicted: TextRendering {
  /// How the current state looks, of the same size in all states.
  var depiction: Depiction { get }
  /// What the depiction shows, for those who cannot see it: "A car in a valley".
  var alternativeText: String { get }
  /// How many steps a second suit those who look on, or play; nil, unless stated, where the
  /// environment waits for its player.
  var stepsPerSecond: Double? { get }
}

extension Depicted {
  public func rendering(columns: Int) -> String { depiction.text(columns: columns) }
  public var alternativeText: String { depiction.alternativeText }
  public var stepsPerSecond: Double? { nil }
}

extension Depiction {
  /// What there is to be seen, as far as the depiction says it.
  fileprivate var alternativeText: String {
    switch self {
    case .tiles(let grid):
      "A map of \(grid.rowCount) × \(grid.columnCount) tiles"
        + (grid.agent == nil ? "" : " with an agent on it")
    case .shapes: "The state of an environment"
    case .pixels(let image): "An image of \(image.width) × \(image.height) pixels"
    }
  }
}

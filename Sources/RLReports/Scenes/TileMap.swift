import RLFigures

/// A map of square tiles, and the one on which the agent is.
package struct TileMap: Sendable, Hashable {
  /// What a tile is, as far as it is drawn.
  package enum Tile: Sendable, Hashable {
    case free
    case start
    case wall
    case ice
    /// With its label.
    case goal(String)
    /// With its label: where an episode ends badly, or a step costs much.
    case pit(String)
    /// A hole in ice.
    case hole
  }

  /// `[rows, columns]`.
  package var tiles: [[Tile]]
  /// The agent's tile, row × columns + column.
  package var agent: Int

  package init(_ tiles: [[Tile]], agent: Int) {
    self.tiles = tiles
    self.agent = agent
  }

  /// The map, then the agent.
  package func drawing(width: Double) -> Drawing {
    let cell = width / Double(tiles[0].count)
    let (row, column) = (agent / tiles[0].count, agent % tiles[0].count)
    let disc = Drawing.Element.circle(
      Point((Double(column) + 0.5) * cell, (Double(row) + 0.5) * cell), radius: 0.3 * cell,
      Style(fill: .series(3), stroke: .ground, lineWidth: max(0.75, 0.04 * cell)))
    return Drawing(
      width: width, height: cell * Double(tiles.count),
      description: "A map of \(tiles.count) × \(tiles[0].count) tiles with an agent on it",
      mapElements(cell: cell) + [disc])
  }

  /// The map without the agent, from the origin on, its tiles as wide as `cell`: one element for all
  /// tiles of a kind, then the labels.
  package func mapElements(cell: Double) -> [Drawing.Element] {
    var outlines: [Ground: [[Point]]] = [:]
    var holes: [Drawing.Element] = []
    var labels: [Drawing.Element] = []
    for (row, line) in tiles.enumerated() {
      for (column, tile) in line.enumerated() {
        let corner = Point(Double(column) * cell, Double(row) * cell)
        outlines[Ground(tile), default: []].append(Self.square(corner, cell))
        let center = Point(corner.x + cell / 2, corner.y + cell / 2)
        if tile == .hole {
          holes.append(
            .circle(
              center, radius: 0.36 * cell,
              Style(fill: Self.water, stroke: .series(0), lineWidth: max(0.75, 0.03 * cell))))
        }
        if let label = Self.label(of: tile, at: center, cell) { labels.append(label) }
      }
    }
    let grounds = Ground.allCases.compactMap { ground in
      outlines[ground].map { Drawing.Element.polygon($0, ground.style) }
    }
    return grounds + holes + labels
  }

  /// Deep on light ice and on dark ice.
  private static let water = Paint.color(Color(hex: 0x0b2742))

  /// A tile's outline, with a gap to the next one.
  private static func square(_ corner: Point, _ cell: Double) -> [Point] {
    let gap = min(1, 0.05 * cell)
    let (left, top) = (corner.x + gap, corner.y + gap)
    let (right, bottom) = (corner.x + cell - gap, corner.y + cell - gap)
    return [Point(left, top), Point(right, top), Point(right, bottom), Point(left, bottom)]
  }

  /// Nothing where a letter would be too small to be read.
  private static func label(of tile: Tile, at center: Point, _ cell: Double) -> Drawing.Element? {
    let (text, paint): (String, Paint)
    switch tile {
    case .free, .wall, .ice, .hole: return nil
    case .start: (text, paint) = ("S", .muted)
    case .goal(let label), .pit(let label): (text, paint) = (label, .ground)
    }
    // A letter is about 0.62 of its height wide.
    let size = min(0.4 * cell, 0.85 * cell / (0.62 * Double(max(text.count, 1))))
    guard size >= 4, !text.isEmpty else { return nil }
    return .text(
      Text(
        text, at: Point(center.x, center.y + 0.36 * size), size: size, anchor: .middle, paint,
        isBold: tile != .start))
  }

  /// What lies below a tile, in the order in which it is drawn.
  private enum Ground: CaseIterable {
    case floor, ice, wall, goal, pit

    init(_ tile: Tile) {
      switch tile {
      case .free, .start: self = .floor
      case .ice, .hole: self = .ice
      case .wall: self = .wall
      case .goal: self = .goal
      case .pit: self = .pit
      }
    }

    var style: Style {
      switch self {
      case .floor: .fill(.grid, opacity: 0.6)
      case .ice: .fill(.series(5), opacity: 0.3)
      case .wall: .fill(.muted)
      case .goal: .fill(.series(2))
      case .pit: .fill(.series(1))
      }
    }
  }
}

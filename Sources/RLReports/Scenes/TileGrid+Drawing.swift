import Environments
import RLFigures

extension TileGrid {
  /// The map, then the agent.
  func drawing(width: Double, description: String) -> Drawing {
    let cell = width / Double(columnCount)
    return Drawing(
      width: width, height: cell * Double(rowCount), description: description,
      mapElements(cell: cell) + (agent.map { [Self.element($0, cell)] } ?? []))
  }

  /// A disc, or an arrowhead that points where the agent looks.
  private static func element(_ agent: Agent, _ cell: Double) -> Drawing.Element {
    let center = Point((Double(agent.column) + 0.5) * cell, (Double(agent.row) + 0.5) * cell)
    let style = Style(fill: .series(3), stroke: .ground, lineWidth: max(0.75, 0.04 * cell))
    guard let heading = agent.heading else {
      return .circle(center, radius: 0.3 * cell, style)
    }
    let (x, y) =
      switch heading {
      case .up: (0.0, -cell)
      case .right: (cell, 0.0)
      case .down: (0.0, cell)
      case .left: (-cell, 0.0)
      }
    func place(_ along: Double, _ across: Double) -> Point {
      Point(center.x + along * x - across * y, center.y + along * y + across * x)
    }
    return .polygon([[place(0.36, 0), place(-0.28, 0.3), place(-0.28, -0.3)]], style)
  }

  /// The map without the agent, from the origin on, its tiles as wide as `cell`: one element for all
  /// tiles of a kind, then the labels.
  private func mapElements(cell: Double) -> [Drawing.Element] {
    var outlines: [Ground: [[Point]]] = [:]
    var holes: [Drawing.Element] = []
    var labels: [Drawing.Element] = []
    for (row, line) in tiles.enumerated() {
      for (column, tile) in line.enumerated() {
        let corner = Point(Double(column) * cell, Double(row) * cell)
        outlines[Ground(tile.kind), default: []].append(Self.square(corner, cell))
        let center = Point(corner.x + cell / 2, corner.y + cell / 2)
        if tile.kind == .hole {
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
    let paint: Paint =
      switch tile.kind {
      case .floor, .start, .ice: .muted
      case .wall, .goal, .pit: .ground
      case .hole: .color(Color(hex: 0xffffff))
      }
    // A letter is about 0.62 of its height wide.
    let size = min(0.4 * cell, 0.85 * cell / (0.62 * Double(max(tile.label.count, 1))))
    guard size >= 4, !tile.label.isEmpty else { return nil }
    return .text(
      Text(
        tile.label, at: Point(center.x, center.y + 0.36 * size), size: size, anchor: .middle, paint,
        isBold: !tile.kind.isFloor))
  }

  /// What lies below a tile, in the order in which it is drawn.
  private enum Ground: CaseIterable {
    case floor, ice, wall, goal, pit

    init(_ kind: Kind) {
      switch kind {
      case .floor, .start: self = .floor
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

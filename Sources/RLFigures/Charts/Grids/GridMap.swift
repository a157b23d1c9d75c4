/// A map of cells: coloured by value, with texts, walls and the arrows of a policy.
public struct GridMap: Sendable, Hashable {
  public var title: String
  public var rows: Int
  public var columns: Int
  /// Row by row from the top left.
  public var cells: [Cell]
  /// At most how wide the drawing is, in points; its height follows.
  public var width: Double
  /// How large a cell is at most, in points.
  public var maximumCellSize: Double
  public var colorMap: ColorMap
  /// The values with the first and the last colour; nil for the least and the greatest.
  public var range: ClosedRange<Double>?
  /// What the colour bar is labelled with.
  public var valueLabel: String
  public var hasColorBar: Bool

  public init(
    title: String = "", rows: Int, columns: Int, cells: [Cell], width: Double = 380,
    maximumCellSize: Double = 64, colorMap: ColorMap = .viridis, range: ClosedRange<Double>? = nil,
    valueLabel: String = "", hasColorBar: Bool = true
  ) {
    guard cells.count == rows * columns else {
      fatalError("GridMap: \(cells.count) cells for \(rows) rows of \(columns)")
    }
    self.title = title
    self.rows = rows
    self.columns = columns
    self.cells = cells
    self.width = width
    self.maximumCellSize = maximumCellSize
    self.colorMap = colorMap
    self.range = range
    self.valueLabel = valueLabel
    self.hasColorBar = hasColorBar
  }

  public struct Cell: Sendable, Hashable {
    /// What it is coloured by; nil for no colour.
    public var value: Double?
    public var text: String
    public var isWall: Bool
    public var arrows: [Arrow]
    /// A letter in its corner, such as S for the start and G for the goal.
    public var mark: String
    /// Whether it has a second border, as where episodes end.
    public var isTerminal: Bool

    public init(
      value: Double? = nil, text: String = "", isWall: Bool = false, arrows: [Arrow] = [],
      mark: String = "", isTerminal: Bool = false
    ) {
      self.value = value
      self.text = text
      self.isWall = isWall
      self.arrows = arrows
      self.mark = mark
      self.isTerminal = isTerminal
    }
  }

  /// An action, or another direction.
  public struct Arrow: Sendable, Hashable {
    /// Counter-clockwise from rightward, in radians.
    public var angle: Double
    /// From 0, unseen, to 1, such as the action's probability; where a cell has several, the longest
    /// is drawn as 1 and the others in proportion.
    public var length: Double

    public init(angle: Double, length: Double = 1) {
      self.angle = angle
      self.length = length
    }

    public static func right(_ length: Double = 1) -> Arrow { Arrow(angle: 0, length: length) }
    public static func up(_ length: Double = 1) -> Arrow { Arrow(angle: .pi / 2, length: length) }
    public static func left(_ length: Double = 1) -> Arrow { Arrow(angle: .pi, length: length) }
    public static func down(_ length: Double = 1) -> Arrow {
      Arrow(angle: -.pi / 2, length: length)
    }
  }
}

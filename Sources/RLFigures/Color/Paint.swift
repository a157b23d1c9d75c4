/// What a shape is painted with: a colour, or one that follows the page's.
public enum Paint: Sendable, Hashable {
  /// What text is written with.
  case ink
  /// What axes and less important text are drawn with.
  case muted
  /// What lines of a grid are drawn with.
  case grid
  /// What lies behind everything.
  case ground
  /// What lies behind a plot, slightly apart from the ground.
  case panel
  /// One of six colours that people with any kind of colour blindness tell apart, by number from 0;
  /// they begin again after the sixth. (Okabe and Ito 2008, brightened on dark pages.)
  case series(Int)
  /// The same colour on every page.
  case color(Color)
}

/// Whether a page is light or dark.
public enum Theme: Sendable, Hashable, CaseIterable {
  case light
  case dark

  /// The colour of a paint.
  public func color(of paint: Paint) -> Color {
    switch (paint, self) {
    case (.ink, .light): Color(hex: 0x1c2024)
    case (.ink, .dark): Color(hex: 0xe6e8eb)
    case (.muted, .light): Color(hex: 0x60666d)
    case (.muted, .dark): Color(hex: 0x9ba1a8)
    case (.grid, .light): Color(hex: 0xe3e6e9)
    case (.grid, .dark): Color(hex: 0x33383e)
    case (.ground, .light): Color(hex: 0xffffff)
    case (.ground, .dark): Color(hex: 0x15181c)
    case (.panel, .light): Color(hex: 0xf6f7f9)
    case (.panel, .dark): Color(hex: 0x1d2126)
    case (.series(let number), .light): Self.lightSeries[number % Self.lightSeries.count]
    case (.series(let number), .dark): Self.darkSeries[number % Self.darkSeries.count]
    case (.color(let color), _): color
    }
  }

  /// How many series have a colour of their own.
  public static let seriesCount = 6

  private static let lightSeries: [Color] = [
    Color(hex: 0x0072b2), Color(hex: 0xd55e00), Color(hex: 0x009e73), Color(hex: 0xb8578f),
    Color(hex: 0xc98600), Color(hex: 0x3d9bd1),
  ]
  private static let darkSeries: [Color] = [
    Color(hex: 0x4aa8e0), Color(hex: 0xf08442), Color(hex: 0x35c69b), Color(hex: 0xe092c0),
    Color(hex: 0xf0b63a), Color(hex: 0x9bd4f5),
  ]
}

extension Paint {
  /// The class of the paint in an SVG's style sheet; nil for a fixed colour.
  package var name: String? {
    switch self {
    case .ink: "ink"
    case .muted: "muted"
    case .grid: "grid"
    case .ground: "ground"
    case .panel: "panel"
    case .series(let number): "series-\(number % Theme.seriesCount)"
    case .color: nil
    }
  }
}

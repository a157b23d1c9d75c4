import RLState

/// Colours for numbers: from one end to the other.
public struct ColorMap: Sendable, Hashable {
  /// Colours at equal distances.
  private let stops: [Color]

  /// - Parameter stops: at least two colours, at equal distances.
  public init(_ stops: [Color]) {
    guard stops.count >= 2 else {
      fatalError("ColorMap: \(stops.count) colours, expected 2 or more")
    }
    self.stops = stops
  }

  /// The colour of a fraction from 0 to 1; what is beyond an end has the end's colour.
  public func callAsFunction(_ fraction: Double) -> Color {
    // A value that is not a number has no colour; the first is as good as any.
    let bounded = fraction > 0 ? min(fraction, 1) : 0
    let place = bounded * Double(stops.count - 1)
    let index = min(Int(clamped: place), stops.count - 2)
    return stops[index].mixed(with: stops[index + 1], place - Double(index))
  }

  /// Dark blue over green to yellow; its brightness rises evenly, so it is read without colour, too.
  /// (Viridis, Smith and van der Walt 2015.)
  public static let viridis = ColorMap(
    [
      0x440154, 0x481a6c, 0x472f7d, 0x414487, 0x39568c, 0x31688e, 0x2a788e, 0x23888e, 0x1f988b,
      0x22a884, 0x35b779, 0x54c568, 0x7ad151, 0xa5db36, 0xd2e21b, 0xfde725,
    ].map(Color.init(hex:)))

  /// Blue over near-white to red, for numbers around a middle. (Moreland 2009.)
  public static let diverging = ColorMap(
    [
      0x3b4cc0, 0x5977e3, 0x7b9ff9, 0x9ebeff, 0xc0d4f5, 0xdddcdc, 0xf2cbb7, 0xf7ac8e, 0xee8468,
      0xd65244, 0xb40426,
    ].map(Color.init(hex:)))

  /// Black to white.
  public static let gray = ColorMap([Color(hex: 0x000000), Color(hex: 0xffffff)])
}

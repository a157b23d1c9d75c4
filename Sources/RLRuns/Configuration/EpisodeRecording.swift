/// Which episodes of a run have a row in its record. Whatever it is, the run is the same, and the hash
/// in a row goes over all that came before.
package enum EpisodeRecording: Sendable, Hashable {
  case all
  /// The first so many, then every 2nd up to twice as many, every 4th up to four times as many, and so
  /// on: a record of ten million episodes is some seven times as long as one of the first 10 000.
  case thinned(first: Int)
  /// The last one of every 100, over which returns are averaged.
  case window

  /// Whether an episode has a row.
  ///
  /// - Parameter number: counted from 1; 0 is what was known before training.
  package func records(_ number: Int) -> Bool {
    switch self {
    case .all: return true
    case .window: return number % 100 == 0
    case .thinned(let first):
      let times = max(0, number - 1) / first
      let stride = 1 << (Int.bitWidth - times.leadingZeroBitCount)
      return number % stride == 0
    }
  }

  /// As a person writes it: `all`, `window` or a number.
  package var text: String {
    switch self {
    case .all: "all"
    case .thinned(let first): "\(first)"
    case .window: "window"
    }
  }

  /// Nil where the text is none of these.
  package init?(text: String) {
    switch text {
    case "all": self = .all
    case "window": self = .window
    default:
      guard let first = Int(text), 1...1_000_000_000 ~= first else { return nil }
      self = .thinned(first: first)
    }
  }
}

/// The time of a session, and of the run with its earlier sessions.
package struct SessionClock {
  /// Seconds of what is only recorded, which does not count as training.
  package var observed = 0.0
  var pace = Pace(start: .now)
  /// When `timing.csv` got its latest row.
  private var lastTimed = 0.0
  private let earlier: Double

  init(earlier: Double) { self.earlier = earlier }

  /// Seconds of this session.
  package var now: Double { pace.seconds }

  /// Whether `timing.csv` is to get a row: each second, and at the start after a tenth of one and then
  /// twice as long each time, so that a short run has some, too.
  mutating func takesTime(at seconds: Double) -> Bool {
    guard seconds - lastTimed >= min(1, max(0.1, lastTimed)) else { return false }
    lastTimed = seconds
    return true
  }

  /// Seconds of training, those of earlier sessions included.
  package var training: Double { earlier + now - observed }
}

/// The time of a session, and of the run with its earlier sessions.
package struct SessionClock {
  /// Seconds of what is only recorded, which does not count as training.
  package var observed = 0.0
  var pace = Pace(start: .now)
  /// When `timing.csv` got its latest row.
  var lastTimed = 0.0
  private let earlier: Double

  init(earlier: Double) { self.earlier = earlier }

  /// Seconds of this session.
  package var now: Double { pace.seconds }

  /// Seconds of training, those of earlier sessions included.
  package var training: Double { earlier + now - observed }
}

/// Tells when some milliseconds have passed, without reading the clock each time it is asked: every
/// sixteenth time at most, since steps may become slower by the time of learning.
package struct Pace {
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private var interval = 1
  private var countdown = 1

  package init(start: ContinuousClock.Instant) {
    self.start = start
    last = start
  }

  /// The seconds since the start, about every 20 milliseconds; else nil.
  package mutating func tick() -> Double? {
    countdown -= 1
    guard countdown == 0 else { return nil }
    let now = ContinuousClock.now
    let passed = last.duration(to: now)
    if passed < .milliseconds(10) {
      interval = min(2 * interval, 16)
    } else if passed > .milliseconds(40) {
      interval = 1
    }
    countdown = interval
    guard passed >= .milliseconds(10) else { return nil }
    last = now
    return start.duration(to: now) / .seconds(1)
  }

  package var seconds: Double { start.duration(to: .now) / .seconds(1) }
}

/// Tells once that something takes long.
package struct Patience {
  private var pace = Pace(start: .now)
  private var isOver = false

  package init() {}

  /// Whether a second has just passed since the start.
  package mutating func ends() -> Bool {
    guard !isOver, let seconds = pace.tick(), seconds >= 1 else { return false }
    isOver = true
    return true
  }
}

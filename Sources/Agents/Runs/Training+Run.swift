/// How a recorded training came to its end.
package struct RunEnd: Sendable {
  /// Seconds since training began.
  package let seconds: Double
  /// Whether it was asked to stop before its end.
  package let isInterrupted: Bool
}

/// Training cannot go on: a number that the agent learns from is infinite or not a number.
package struct DivergenceError: Error, Hashable, CustomStringConvertible {
  package let name: String
  package let value: Double
  package let step: Int

  package var description: String {
    "training diverged: \(name) is \(value) at step \(step); "
      + "a smaller learningRate or smaller rewards may help"
  }
}

extension Training {
  /// Trains to the end and records every episode.
  ///
  /// The clock is read rarely, however long a step is, so that neither it nor `watch` slows
  /// training.
  ///
  /// - Parameters:
  ///   - record: of a new folder.
  ///   - start: when the run began.
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - watch: called some fifty times a second at most, with the training, its seconds so far and
  ///     the mean return of the last 100 episodes.
  /// - Throws: `RunWriteError`, `DivergenceError`.
  package mutating func run(
    recording record: inout RunRecord, since start: ContinuousClock.Instant,
    isInterrupted: () -> Bool,
    watch: (borrowing Training, _ seconds: Double, _ recentMean: Double?) -> Void
  ) throws -> RunEnd {
    try record.begin(diagnostics: agent.diagnostics.map(\.name))
    var pace = Pace(start: start)
    var lastTimed = 0.0
    var updates = 0
    var isStopped = isInterrupted()
    while !isFinished && !isStopped {
      advance { record.add($0) }
      if agent.counters.updates != updates {
        updates = agent.counters.updates
        do { try requireFiniteNumbers() } catch {
          try record.flush()
          throw error
        }
      }
      if let seconds = pace.tick() {
        if seconds - lastTimed >= 1 {
          lastTimed = seconds
          try record.addTime(seconds, agent.counters)
          try record.flush()
        }
        watch(self, seconds, record.recentMean)
      }
      isStopped = isInterrupted()
    }
    let seconds = pace.seconds
    try record.addTime(seconds, agent.counters)
    try record.flush()
    return RunEnd(seconds: seconds, isInterrupted: isStopped && !isFinished)
  }

  private func requireFiniteNumbers() throws(DivergenceError) {
    for (name, value) in agent.diagnostics where !value.isFinite {
      throw DivergenceError(name: name, value: value, step: agent.counters.steps)
    }
  }
}

/// Tells when some milliseconds have passed, without reading the clock each time it is asked.
struct Pace {
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant
  private var interval = 1
  private var countdown = 1

  init(start: ContinuousClock.Instant) {
    self.start = start
    last = start
  }

  /// The seconds since the start, about every 20 milliseconds; else nil.
  mutating func tick() -> Double? {
    countdown -= 1
    guard countdown == 0 else { return nil }
    let now = ContinuousClock.now
    let passed = last.duration(to: now)
    // The length of a step changes when learning starts, so the interval follows within its half
    // and its double.
    if passed < .milliseconds(10) {
      interval = min(2 * interval, 1 << 20)
    } else if passed > .milliseconds(40) {
      interval = max(interval / 2, 1)
    }
    countdown = interval
    guard passed >= .milliseconds(10) else { return nil }
    last = now
    return start.duration(to: now) / .seconds(1)
  }

  var seconds: Double { start.duration(to: .now) / .seconds(1) }
}

import RLRuns
import RLState

/// Something whose speed is measured.
struct Benchmark {
  enum Unit: String {
    /// For one repetition.
    case microseconds = "us"
    case gigaflops = "GFLOP/s"
    case stepsPerSecond = "steps/s"
  }

  let name: String
  let unit: Unit
  /// What a repetition does: floating-point operations, or environment steps.
  let work: Double
  /// Sets up, and gives what runs a number of repetitions.
  let prepare: () -> (_ repetitions: Int) -> Void

  /// Every case, in the order in which they are shown.
  static var all: [Benchmark] {
    updates + [forward] + supervisedUpdates + products + environments
  }

  /// The median over batches of equal size that together take about so many seconds.
  func measure(seconds: Double) -> Double {
    let run = prepare()
    let batchTime = seconds / 20
    var repetitions = 1
    // Doubles until a batch is long enough, which also warms up.
    var taken = Self.time { run(repetitions) }
    while taken < batchTime {
      repetitions = max(
        2 * repetitions, min(Int(clamped: batchTime / max(taken, 1e-9)), 8 * repetitions))
      taken = Self.time { run(repetitions) }
    }
    var times: [Double] = []
    var total = 0.0
    while total < seconds || times.count < 5 {
      let time = Self.time { run(repetitions) }
      total += time
      times.append(time / Double(repetitions))
    }
    times.sort()
    let median = (times[(times.count - 1) / 2] + times[times.count / 2]) / 2
    return switch unit {
    case .microseconds: median * 1e6
    case .gigaflops: work / median / 1e9
    case .stepsPerSecond: work / median
    }
  }

  private static func time(_ body: () -> Void) -> Double {
    let start = ContinuousClock.now
    body()
    return start.duration(to: .now) / .seconds(1)
  }
}

/// A value that the compiler must take for used, so that it is computed.
@inline(never)
func keep<Value>(_ value: Value) {}

import Agents
import RLRuns
import RLState

extension GroupSummary {
  /// The statistics by name, for a table; those on solving only where there is a threshold.
  package var rows: [(name: String, value: String)] {
    let decimals = decimals
    func number(_ value: Double) -> String { withDigits(value, decimals) }
    func interval(_ estimate: Estimate) -> String {
      estimate.text(decimals, hasInterval: hasReturnIntervals)
    }
    var rows = [
      ("IQM", interval(interquartileMean)), ("mean", interval(mean)), ("min", number(min)),
      ("median", number(median)), ("max", number(max)),
    ]
    guard let solved, let reached else { return rows }
    func reaching(_ text: String?) -> String {
      (text.map { "median \($0)" } ?? "-") + " (\(reached.seeds) of \(seeds))"
    }
    func steps(_ value: Double) -> String { grouped(Int(clamped: value.rounded())) }
    rows += [
      ("solved", "\(solved.seeds) of \(seeds)"), ("  share", percent(solved.share)),
      ("steps to threshold", reaching(reached.medianSteps.map(steps))),
      // That of the seeds that got there would be that of the lucky ones.
      (
        "  95 % interval",
        reached.stepsInterval.map { "[\(steps($0.low)), \(steps($0.high))]" } ?? "-"
      ),
      ("seconds to threshold", reaching(reached.medianSeconds.map { withDigits($0, 2) })),
    ]
    return rows
  }

  /// Whether the returns' averages have intervals: one return does not tell how far others lie.
  package var hasReturnIntervals: Bool { seeds - failures > 1 }

  /// Whether anything in the rows has one; a share has, even of one seed.
  package var hasIntervals: Bool { hasReturnIntervals || solved != nil }

  /// How many decimals a return is told with: one of a few units, as in a grid world, needs more than
  /// one of hundreds.
  package var decimals: Int { Self.decimals(for: [min, max]) }

  package static func decimals(for returns: [Double]) -> Int {
    returns.allSatisfy { $0.magnitude < 10 } ? 4 : 2
  }

  private func percent(_ share: Estimate) -> String {
    func number(_ value: Double) -> String { withDecimals(100 * value, 2) }
    return "\(number(share.value)) % [\(number(share.low)), \(number(share.high))]"
  }
}

extension Estimate {
  /// The value with a number of decimals, and its interval: `0.833 [0.444, 1.000]`.
  package func text(_ decimals: Int, hasInterval: Bool) -> String {
    func number(_ value: Double) -> String { withDigits(value, decimals) }
    return number(value) + (hasInterval ? " [\(number(low)), \(number(high))]" : "")
  }
}

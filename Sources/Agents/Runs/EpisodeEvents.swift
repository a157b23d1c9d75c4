import Environments
import RLRuns
import RLState

/// An agent's record as TensorBoard reads it, by the names that its users know from Stable-Baselines3.
/// The step is that of the environment.
///
/// The agent's measures are told once they have been measured, and where these have changed since
/// the episode before. An agent that learns once in many episodes would repeat itself, at a cost that
/// could be measured.
package struct EpisodeEvents: EventScheme {
  /// What measures are called.
  private let tags: [String]
  private let episodeTags = [
    "rollout/return", "rollout/length", "rollout/ep_rew_mean", "rollout/ep_len_mean",
  ]
  /// The step with which the run begins: 0, but for a fork.
  private let firstStep: Int
  private var returns = RecentReturns()
  private var lengths = RecentReturns()
  private var measures: [Double]

  /// - Parameter measures: the agent's.
  init(measures: [Measure], firstStep: Int) {
    self.firstStep = firstStep
    tags = measures.map(\.tag)
    self.measures = tags.map { _ in .nan }
  }

  package static var axisColumn: Int { 1 }
  package static func axis(ofTiming counts: [Int]) -> Int { counts[0] }

  package mutating func begin(columns: [String]) -> Bool { columns.count == tags.count + 6 }

  package mutating func scalars(
    ofRow fields: [Double]
  ) -> (tags: [String], values: [Double]) {
    let (total, length) = (fields[2], fields[3])
    returns.add(total)
    lengths.add(length)
    let values = [total, length, returns.mean ?? total, lengths.mean ?? length]
    let found = Array(fields[5..<5 + tags.count])
    let measured = found.indices.filter { !found[$0].isNaN }
    guard measured.contains(where: { found[$0] != measures[$0] }) else {
      return (episodeTags, values)
    }
    measures = found
    return (episodeTags + measured.map { tags[$0] }, values + measured.map { found[$0] })
  }

  package mutating func scalars(
    ofTiming fields: [Double]
  ) -> (tags: [String], values: [Double])? {
    let (seconds, step) = (fields[0], fields[1])
    guard seconds > 0 else { return nil }
    return (
      ["time/fps", "time/time_elapsed"], [(step - Double(firstStep)) / seconds, seconds]
    )
  }

  package func scalars(
    ofRow fields: [Double], table: RecordTableName
  ) -> (tags: [String], values: [Double])? {
    switch table {
    case .selections: (["selection/mean_reward"], [fields[2]])
    case .evaluations: (["eval/mean_reward"], [fields[2]])
    default: nil
    }
  }
}

/// The returns of the last 100 episodes.
package struct RecentReturns: Sendable {
  private var returns: [Double] = []
  private var next = 0
  /// Their mean; nil before the first.
  package private(set) var mean: Double?

  private static let greatestCount = 100

  package init() {}

  package mutating func add(_ value: Double) {
    defer { updateMean() }
    if isFull {
      returns[next] = value
      next = (next + 1) % Self.greatestCount
    } else {
      returns.append(value)
    }
  }

  var isFull: Bool { returns.count == Self.greatestCount }

  private mutating func updateMean() {
    mean = returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count)
  }
}

extension RecentReturns: RecentRows {
  package typealias Row = Episode

  package mutating func add(_ episode: Episode) { add(episode.total) }

  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("returns", &returns)
    visitor.visit("next", &next)
    if returns.count > Self.greatestCount || !(0..<Self.greatestCount).contains(next) {
      visitor.refuse(
        "returns", found: "\(returns.count) returns", expected: "\(Self.greatestCount) at most")
    }
    updateMean()
  }
}

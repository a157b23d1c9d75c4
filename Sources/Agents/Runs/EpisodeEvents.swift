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
  /// Those of an episode whose measures are told too.
  private var measuredTags: [String] = []
  /// The step with which the run begins: 0, but for a fork.
  private let firstStep: Int
  private var returns = RecentReturns()
  private var lengths = RecentLengths()
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
    let values = [total, length, returns.mean ?? total, lengths.mean]
    let found = fields[5..<5 + tags.count]
    guard zip(found, measures).contains(where: { !$0.isNaN && $0 != $1 }) else {
      return (episodeTags, values)
    }
    if measuredTags.isEmpty || !zip(found, measures).allSatisfy({ $0.isNaN == $1.isNaN }) {
      measuredTags = episodeTags + zip(found, tags).filter { !$0.0.isNaN }.map(\.1)
    }
    measures = Array(found)
    return (measuredTags, values + found.filter { !$0.isNaN })
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

/// The lengths of the last 100 episodes.
private struct RecentLengths {
  private var lengths: [Double] = []
  private var next = 0
  /// Exact, since the lengths are whole numbers.
  private var sum = 0.0

  var mean: Double { sum / Double(lengths.count) }

  mutating func add(_ length: Double) {
    sum += length
    if lengths.count < RecentReturns.greatestCount {
      lengths.append(length)
    } else {
      sum -= lengths[next]
      lengths[next] = length
      next = (next + 1) % lengths.count
    }
  }
}

/// The returns of the last 100 episodes.
package struct RecentReturns: Sendable {
  private var returns: [Double] = []
  private var next = 0

  fileprivate static let greatestCount = 100

  package init() {}

  /// Their mean; nil before the first.
  package var mean: Double? {
    returns.isEmpty ? nil : returns.reduce(0, +) / Double(returns.count)
  }

  package mutating func add(_ value: Double) {
    if isFull {
      returns[next] = value
      next = (next + 1) % Self.greatestCount
    } else {
      returns.append(value)
    }
  }

  var isFull: Bool { returns.count == Self.greatestCount }
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
  }
}

import Environments
import RLRuns

/// How far an episode is, and what its last step gave.
package struct EpisodeProgress: Sendable, Hashable {
  /// Steps so far.
  package private(set) var length = 0
  /// The return so far, undiscounted.
  package private(set) var total = 0.0
  /// The last action; nil before the first.
  package private(set) var action: Action?
  private var last = Step(reward: 0, terminated: false)
  /// Whether it was ended from outside.
  package var isCut = false

  package init() {}

  package mutating func add(_ action: Action, _ step: Step) {
    self.action = action
    last = step
    length += 1
    total += step.reward
  }

  package var isDone: Bool { last.isDone }

  /// What the last step earned.
  package var reward: Double { last.reward }

  /// How it ended, if it did.
  package var ending: EpisodeEnding? {
    last.terminated ? .terminated : last.truncated ? .truncated : isCut ? .cut : nil
  }

  /// What it is called, or its number; of a continuous one its coordinates.
  package func actionName(_ names: [ActionName]?) -> String? {
    action?.name(names?.map(\.text))
  }

  /// All in one line: `step 3  return -0.12  action right`.
  package func caption(_ names: [ActionName]?) -> String {
    var text = "step \(length)  return \(significantTrimmed(total))"
    if let action = actionName(names) { text += "  action \(action)" }
    return text + (ending.map { "  (\($0.rawValue))" } ?? "")
  }
}

/// Why an episode does not go on.
package enum EpisodeEnding: String, Sendable, Hashable {
  case terminated = "the episode ended"
  case truncated = "the time limit was reached"
  /// From outside, since it has no time limit.
  case cut = "cut off"

  /// In as few words as there is room for beside a small picture.
  package var label: String {
    switch self {
    case .terminated: "ended"
    case .truncated: "time limit"
    case .cut: "cut off"
    }
  }
}

extension Action {
  /// What a discrete action is called, or its number; the coordinates of a continuous one.
  package func name(_ names: [String]?) -> String {
    switch self {
    case .discrete(let number): names?[number] ?? "\(number)"
    case .continuous(let coordinates):
      coordinates.map { significant(Double($0)) }.joined(separator: ", ")
    }
  }
}

import Environments
import RLRuns

/// In what two runs differ.
package struct RunDifference: Sendable {
  /// What a run follows from, where it is not the same.
  package var configuration: [SettingDifference]
  /// How far each run is, and what it came to.
  package var outcomes: [Outcome]
  /// What they did; nil where that cannot be compared, with another environment or agent.
  package var course: CourseDifference?

  /// How far a run is, and what it came to; where it is not complete, by its record.
  package struct Outcome: Sendable {
    package var steps: Int
    package var episodes: Int
    /// Nil where it is not complete.
    package var receipt: Receipt?
  }

  package var isEmpty: Bool {
    configuration.isEmpty && outcomes[0].isSame(as: outcomes[1]) && course?.isEmpty ?? true
  }
}

/// In what two runs of one agent in one environment differ while they train.
package struct CourseDifference: Sendable, Hashable {
  /// The first episode whose row in `metrics.csv` is not the same.
  package var row: Row?
  package var transitions: Transitions
  /// What is recorded of a run and is not what it gives, which must have been altered.
  package var alterations: [Alteration] = []

  /// A row that is not the same in both files.
  package struct Row: Sendable, Hashable {
    package var episode: Int
    /// The columns that differ.
    package var columns: [SettingDifference]
  }

  /// How far two runs do the same.
  package enum Transitions: Sendable, Hashable {
    /// Up to the end of the one that is shorter, or of its record.
    case same(until: Int)
    /// Up to the transition before this one.
    case different(Transition)
    /// Up to some step of the episode of `row`; they were not trained again to find it, because the
    /// version that made one of them is another.
    case notTrained
  }

  /// A transition that is not the same.
  package struct Transition: Sendable, Hashable {
    /// Counted from 1.
    package var step: Int
    /// In which of the agents' environments, where they have several and it is the same one.
    package var environment: Int?
    /// What differs first, with both values: `action`, `reward`, `observation[2]`.
    package var value: SettingDifference
  }

  /// Something recorded that is not what the run gives.
  package struct Alteration: Sendable, Hashable {
    package var file: String
    /// The first episode whose row is another; nil of a receipt.
    package var row: RecordedRows.Difference?
  }

  var isEmpty: Bool {
    guard row == nil, alterations.isEmpty, case .same = transitions else { return false }
    return true
  }
}

extension RunDifference {
  /// Compares what two runs follow from, and how far they are.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package init(_ runs: [RunConfiguration], in folders: [RunFolder]) throws {
    configuration = runs[0].differences(to: runs[1])
    outcomes = try zip(runs, folders).map { try Outcome($0, in: $1) }
  }
}

extension RunDifference.Outcome {
  init(_ run: RunConfiguration, in folder: RunFolder) throws {
    if folder.isComplete {
      let receipt = try Receipt.read(from: folder)
      self.init(steps: receipt.steps, episodes: receipt.episodes, receipt: receipt)
    } else {
      let record = try RecordedEpisodes(folder.metricsPath)
      let firstStep = run.ancestors.last?.untilStep ?? 0
      self.init(
        steps: max(record.lastStep, firstStep), episodes: record.episodes.upperBound - 1,
        receipt: nil)
    }
  }

  /// Whether all is the same but the configuration, which is compared on its own.
  func isSame(as other: Self) -> Bool {
    steps == other.steps && episodes == other.episodes
      && receipt?.updates == other.receipt?.updates
      && receipt?.transitions == other.receipt?.transitions
      && receipt?.evaluation == other.receipt?.evaluation
      && receipt?.weights == other.receipt?.weights
  }
}

extension RunConfiguration {
  /// What is not the same of that which a run follows from.
  func differences(to other: RunConfiguration) -> [SettingDifference] {
    func difference(_ name: String, _ value: (RunConfiguration) -> String) -> [SettingDifference] {
      let (first, second) = (value(self), value(other))
      return first == second ? [] : [SettingDifference(name: name, first: first, second: second)]
    }
    let ancestors = zip(ancestors, other.ancestors).enumerated().flatMap { index, pair in
      let prefix = "ancestor \(index + 1) "
      return SettingDifference.between(
        pair.0.hyperparameters, pair.1.hyperparameters, prefix: prefix)
        + SettingDifference.between(
          pair.0.environmentSettings, pair.1.environmentSettings, prefix: prefix)
    }
    return difference("version", \.version) + difference("environment", \.environment)
      + difference("agent", \.agent) + difference("seed") { "\($0.seed)" }
      + difference("evaluation episodes") { "\($0.evaluationEpisodes)" }
      + difference("forked at") { run in
        let steps = run.ancestors.map { "\($0.untilStep)" }
        guard !steps.isEmpty else { return "never" }
        return (steps.count == 1 ? "step " : "steps ") + steps.joined(separator: ", ")
      } + ancestors + settingDifferences(to: other)
  }

  /// The step at which the run was forked from another one; nil where it was not.
  package func forkStep(from other: RunConfiguration) -> Int? {
    guard let last = ancestors.last, Array(ancestors.dropLast()) == other.ancestors,
      last.hyperparameters == other.hyperparameters,
      last.environmentSettings == other.environmentSettings,
      (environment, agent, seed, version)
        == (other.environment, other.agent, other.seed, other.version)
    else { return nil }
    return last.untilStep
  }
}

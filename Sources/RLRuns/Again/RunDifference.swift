/// In what two runs differ.
package struct RunDifference<Subject: RunSubject>: Sendable {
  /// What a run follows from, where it is not the same.
  package var configuration: [SettingDifference]
  /// How far each run is, and what it came to.
  package var outcomes: [Outcome]
  /// What they did; nil where that cannot be compared, with another environment or agent.
  package var course: CourseDifference?

  /// How far a run is, and what it came to; where it is not complete, by its record.
  package struct Outcome: Sendable {
    package var steps: Int
    /// Episodes, or epochs.
    package var rows: Int
    /// Nil where it is not complete.
    package var receipt: RunReceipt<Subject>?
  }

  package var isEmpty: Bool {
    configuration.isEmpty && outcomes[0].isSame(as: outcomes[1]) && course?.isEmpty ?? true
  }
}

/// In what two runs that could do the same differ while they train.
package struct CourseDifference: Sendable, Hashable {
  /// The first episode, or epoch, whose row in `metrics.csv` is not the same.
  package var row: Row?
  package var transitions: Transitions
  /// What is recorded of a run and is not what it gives, which must have been altered.
  package var alterations: [Alteration] = []

  /// A row that is not the same in both files.
  package struct Row: Sendable, Hashable {
    package var number: Int
    /// The columns that differ.
    package var columns: [SettingDifference]
  }

  /// How far two runs do the same.
  package enum Transitions: Sendable, Hashable {
    /// Up to the end of the one that is shorter, or of its record.
    case same(until: Int)
    /// Up to the step before this one.
    case different(Transition)
    /// Up to some step of the episode, or epoch, of `row`; they were not trained again to find it,
    /// because the version that made one of them is another.
    case notTrained
  }

  /// A step that is not the same.
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
    /// The first row that is another; nil of a receipt.
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
  package init(_ runs: [RunConfiguration<Subject>], in folders: [RunFolder]) throws {
    configuration = runs[0].differences(to: runs[1])
    outcomes = try zip(runs, folders).map { try Outcome($0, in: $1) }
  }
}

extension RunDifference.Outcome {
  init(_ run: RunConfiguration<Subject>, in folder: RunFolder) throws {
    if folder.isComplete {
      let receipt = try RunReceipt<Subject>.read(from: folder)
      self.init(steps: receipt.outcome.step, rows: receipt.outcome.rows, receipt: receipt)
    } else {
      let last = try NumberedRows.last(in: folder, of: Subject.self)
      self.init(
        steps: max(last?.step ?? 0, run.firstStep), rows: last?.number ?? 0, receipt: nil)
    }
  }

  /// Whether all is the same but the configuration, which is compared on its own.
  func isSame(as other: Self) -> Bool {
    steps == other.steps && rows == other.rows && receipt?.outcome == other.receipt?.outcome
      && receipt?.weights == other.receipt?.weights
  }
}

extension CourseDifference {
  /// Compares what two runs did: their records, and where these are not the same all through, the
  /// runs themselves, trained again side by side.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - watch: called some fifty times a second at most.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `FileError`, `RunFileError`, `StateError`.
  package init?<T: Trainable>(
    _ first: RunSource<T>, _ second: RunSource<T>, isInterrupted: () -> Bool,
    watch: (_ training: T, _ seconds: Double) -> Void
  ) throws {
    let records = try Records(
      [first.folder, second.folder], [first.receipt?.outcome, second.receipt?.outcome],
      of: T.Subject.self)
    row = records.firstDifference
    if let step = records.sameUntil, row == nil {
      transitions = .same(until: step)
      return
    }
    var comparison = try CourseComparison(first, second, records, isInterrupted: isInterrupted)
    guard try comparison.run(isInterrupted: isInterrupted, watch: watch) else { return nil }
    alterations = comparison.alterations
    transitions =
      comparison.difference.map(Transitions.different)
      ?? .same(until: records.sameUntil ?? comparison.checkedStep)
  }

  /// Compares the records of two runs that cannot be trained again.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package init<Subject: RunSubject>(
    recordsIn folders: [RunFolder], _ receipts: [RunReceipt<Subject>?]
  ) throws {
    let records = try Records(
      folders, receipts.map { $0?.outcome }, of: Subject.self)
    row = records.firstDifference
    transitions = records.sameUntil.map(Transitions.same) ?? .notTrained
  }
}

/// What is recorded of two runs.
private struct Records {
  /// The last row of each.
  private var last: [NumberedRows.Row?] = [nil, nil]
  let outcomes: [(any ReceiptOutcome)?]
  /// The first row that is in both and not the same.
  private(set) var firstDifference: CourseDifference.Row?
  /// The later step at which the row of the first difference ends.
  private var stepOfDifference = 0
  /// The step at which the last row ends before which, and with which, all are the same; nil where
  /// there is none.
  private(set) var lastSameStep: Int?

  init<Subject: RunSubject>(
    _ folders: [RunFolder], _ outcomes: [(any ReceiptOutcome)?], of subject: Subject.Type
  ) throws {
    self.outcomes = outcomes
    let records = try folders.map { try NumberedRows(in: $0, of: subject) }
    // Rows of other columns are not the same, whatever stands in them.
    let areOfOneForm = records[0].columns == records[1].columns
    for (index, record) in records.enumerated() { last[index] = try record.advance() }
    while let first = records[0].current, let second = records[1].current {
      if first.number == second.number, firstDifference == nil {
        if areOfOneForm && first == second {
          lastSameStep = first.step
        } else {
          stepOfDifference = max(first.step, second.step)
          firstDifference = .init(
            number: first.number,
            columns: Self.differences(records[0].fields(first), records[1].fields(second)))
        }
      }
      if first.number <= second.number { last[0] = try records[0].advance() ?? first }
      if second.number <= first.number { last[1] = try records[1].advance() ?? second }
    }
    for (index, record) in records.enumerated() {
      while let row = record.current {
        last[index] = row
        try record.advance()
      }
    }
  }

  /// The columns, by their names, in which two rows differ; what only one has is nil in the other.
  private static func differences(
    _ first: [(name: String, value: String)], _ second: [(name: String, value: String)]
  ) -> [SettingDifference] {
    distinct((first + second).map(\.name)).compactMap { name in
      // What has not been measured is an empty field.
      let values = [first, second].map { row in
        row.first { $0.name == name && !$0.value.isEmpty }?.value
      }
      return values[0] == values[1]
        ? nil : SettingDifference(name: name, first: values[0], second: values[1])
    }
  }

  /// The last step that is compared: where the shorter run, or its record, ends.
  var lastStep: Int {
    zip(outcomes, last).map { $0?.step ?? $1?.step ?? 0 }.min() ?? 0
  }

  /// The step up to which hashes say that both did the same, where that is the last one; else nil.
  var sameUntil: Int? {
    guard zip(last, outcomes).allSatisfy(isWhole) else { return nil }
    if let one = outcomes[0], let other = outcomes[1], one.course == other.course {
      return one.step
    }
    return firstDifference == nil && lastSameStep == lastStep ? lastStep : nil
  }

  /// Whether no row is missing at the end of the record of a complete run.
  private func isWhole(_ last: NumberedRows.Row?, _ outcome: (any ReceiptOutcome)?) -> Bool {
    guard let outcome, let last else { return true }
    return last.number == outcome.rows
  }

  /// The step up to which runs must be trained again.
  var stepToReach: Int {
    // Where hashes say that they did the same, only the rows are to be checked.
    guard sameUntil != nil, firstDifference != nil else { return lastStep }
    return min(lastStep, stepOfDifference)
  }
}

/// Two runs that are trained again side by side.
private struct CourseComparison<T: Trainable> {
  private var first: Side
  private var second: Side
  private let lastStep: Int
  /// The step up to which they did the same.
  private(set) var checkedStep: Int
  private(set) var difference: CourseDifference.Transition?

  var alterations: [CourseDifference.Alteration] {
    [first.alteration, second.alteration].compactMap(\.self)
  }

  init(
    _ first: RunSource<T>, _ second: RunSource<T>, _ records: Records, isInterrupted: () -> Bool
  ) throws {
    let step = records.lastSameStep ?? max(first.run.firstStep, second.run.firstStep)
    var starts = try [first, second].map { source -> Retraining<T> in
      let blank = try source.blank()
      let known = step == 0 ? nil : try source.latestState(atMost: step, into: blank)
      return try known.map { Retraining(source.run, from: $0.training) }
        ?? Retraining(source.run, blank: blank)
    }
    let reached = starts.map(\.training.status.step)
    for index in 0...1 {
      while starts[index].training.status.step < max(reached[0], reached[1]),
        !starts[index].isFinished, !isInterrupted()
      {
        try starts[index].advance()
      }
    }
    let trainings = starts.map(\.training)
    if trainings[0].status.step != trainings[1].status.step
      || trainings[0].courseHash != trainings[1].courseHash
    {
      starts = [try Retraining(first.run), try Retraining(second.run)]
    }
    checkedStep = starts[0].training.status.step
    lastStep = records.stepToReach
    self.first = try Side(first, starts[0])
    self.second = try Side(second, starts[1])
  }

  /// Trains both up to the first difference or the last step.
  ///
  /// - Returns: whether it was not interrupted.
  mutating func run(
    isInterrupted: () -> Bool, watch: (T, Double) -> Void
  ) throws -> Bool {
    var pace = Pace(start: .now)
    while checkedStep < lastStep && difference == nil {
      if isInterrupted() { return false }
      if let seconds = pace.tick() { watch(first.training, seconds) }
      guard let one = try first.next(), let other = try second.next() else { break }
      if let value = one.firstDifference(from: other) {
        let hasSeveral =
          one.environment == other.environment
          && max(first.environmentCount, second.environmentCount) > 1
        difference = .init(
          step: one.number, environment: hasSeveral ? one.environment : nil, value: value)
      } else {
        checkedStep = one.number
      }
    }
    if difference == nil {
      first.checkReceipt()
      second.checkReceipt()
    }
    return true
  }

  /// One of the runs.
  private struct Side {
    private let source: RunSource<T>
    private let record: NumberedRows
    private var again: Retraining<T>
    private var transitions: [T.Trace] = []
    private var position = 0
    private(set) var alteration: CourseDifference.Alteration?

    init(_ source: RunSource<T>, _ again: Retraining<T>) throws {
      self.source = source
      record = try NumberedRows(in: source.folder, of: T.Subject.self)
      self.again = again
    }

    var training: T { again.training }
    var environmentCount: Int { again.training.environmentCount }

    /// The next transition; nil after the last one.
    mutating func next() throws -> T.Trace? {
      if position == transitions.count {
        if again.isFinished { return nil }
        try advance()
      }
      defer { position += 1 }
      return transitions[position]
    }

    private mutating func advance() throws {
      let isOfAncestor = again.isAmongAncestors
      again.training.trace = []
      var ended: [T.Row] = []
      try again.advance { ended.append($0) }
      transitions = again.training.trace ?? []
      again.training.trace = nil
      position = 0
      if !isOfAncestor { for row in ended { try check(row) } }
    }

    private mutating func check(_ row: T.Row) throws {
      guard source.run.configuration.recording.episodes.records(row.number) else { return }
      let trained = T.line(of: row).dropLast()
      let recorded = try record.row(row.number).map { String(decoding: $0.text, as: UTF8.self) }
      // The record of a run that is not complete ends somewhere.
      guard alteration == nil, recorded != String(trained), recorded != nil || source.receipt != nil
      else {
        return
      }
      alteration = .init(
        file: source.folder.metricsFile.path,
        row: .init(
          number: row.number, step: row.lastStep, recorded: recorded, trained: String(trained)))
    }

    /// Where the run has come to its end, its receipt must be right.
    mutating func checkReceipt() {
      guard alteration == nil, again.isFinished, let receipt = source.receipt,
        receipt.outcome.course != again.training.courseHash
      else { return }
      alteration = .init(file: source.folder.receiptFile.path, row: nil)
    }
  }
}

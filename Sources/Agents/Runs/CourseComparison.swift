import Environments
import RLRuns
import RLState

extension CourseDifference {
  /// Compares what two runs did: their records, and where these are not the same all through, the
  /// runs themselves, trained again side by side.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - watch: called some fifty times a second at most.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `FileError`, `RunFileError`, `StateError`.
  package init?<A: Agent>(
    _ first: RunSource<A>, _ second: RunSource<A>, isInterrupted: () -> Bool,
    watch: (_ training: Training<A>, _ seconds: Double) -> Void
  ) throws {
    let records = try Records(first.folder, second.folder, first.receipt, second.receipt)
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
  package init(recordsIn folders: [RunFolder], _ receipts: [Receipt?]) throws {
    let records = try Records(folders[0], folders[1], receipts[0], receipts[1])
    row = records.firstDifference
    transitions = records.sameUntil.map(Transitions.same) ?? .notTrained
  }
}

/// What is recorded of two runs.
private struct Records {
  let first: RecordedEpisodes
  let second: RecordedEpisodes
  let receipts: [Receipt?]
  /// The first row that is in both and not the same.
  let firstDifference: CourseDifference.Row?
  /// The step at which the last row ends before which, and with which, all are the same; nil where
  /// there is none.
  let lastSameStep: Int?

  init(
    _ firstFolder: RunFolder, _ secondFolder: RunFolder, _ firstReceipt: Receipt?,
    _ secondReceipt: Receipt?
  ) throws {
    first = try RecordedEpisodes(firstFolder.metricsPath)
    second = try RecordedEpisodes(secondFolder.metricsPath)
    receipts = [firstReceipt, secondReceipt]
    guard first.columns == second.columns else {
      throw RunFileError(
        file: secondFolder.metricsPath, field: "line 1",
        problem: "it has other columns than that of \(firstFolder.metricsPath)")
    }
    let common = first.episodes.clamped(to: second.episodes)
    let episode = common.first { [first, second] in first[$0] != second[$0] }
    lastSameStep =
      episode == common.first ? nil : first.endStep((episode ?? common.upperBound) - 1)
    firstDifference = episode.map { [first, second] in
      .init(
        episode: $0, columns: Self.columns(first.columns, first[$0] ?? "", second[$0] ?? ""))
    }
  }

  private static func columns(
    _ names: [String], _ first: Substring, _ second: Substring
  ) -> [SettingDifference] {
    func fields(_ row: Substring) -> [String] {
      row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let (first, second) = (fields(first), fields(second))
    return (0..<max(first.count, second.count)).compactMap { index in
      // What has not been measured is an empty field.
      let values = [first, second].map { fields in
        fields.indices.contains(index) && !fields[index].isEmpty ? fields[index] : nil
      }
      guard values[0] != values[1] else { return nil }
      let name = names.indices.contains(index) ? names[index] : "column \(index + 1)"
      return SettingDifference(name: name, first: values[0], second: values[1])
    }
  }

  /// The last step that is compared: where the shorter run, or its record, ends.
  var lastStep: Int {
    min(receipts[0]?.steps ?? first.lastStep, receipts[1]?.steps ?? second.lastStep)
  }

  /// The step up to which hashes say that both did the same, where that is the last one; else nil.
  var sameUntil: Int? {
    guard isWhole(first, receipts[0]), isWhole(second, receipts[1]) else { return nil }
    if let one = receipts[0], let other = receipts[1], one.transitions == other.transitions {
      return one.steps
    }
    return firstDifference == nil && lastSameStep == lastStep ? lastStep : nil
  }

  /// Whether no row is missing at the end of the record of a complete run.
  private func isWhole(_ record: RecordedEpisodes, _ receipt: Receipt?) -> Bool {
    guard let receipt, !record.episodes.isEmpty else { return true }
    return record.episodes.upperBound == receipt.episodes + 1
  }

  /// The step up to which runs must be trained again.
  var stepToReach: Int {
    // Where hashes say that they did the same, only the rows are to be checked.
    guard sameUntil != nil, let episode = firstDifference?.episode else { return lastStep }
    return min(lastStep, max(first.endStep(episode) ?? 0, second.endStep(episode) ?? 0))
  }
}

/// Two runs that are trained again side by side.
private struct CourseComparison<A: Agent> {
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
    _ first: RunSource<A>, _ second: RunSource<A>, _ records: Records, isInterrupted: () -> Bool
  ) throws {
    let step = records.lastSameStep ?? max(first.prepared.firstStep, second.prepared.firstStep)
    var starts = try [first, second].map { source -> Retraining<A> in
      let snapshot = step == 0 ? nil : try source.latestSnapshot(atMost: step)
      return try snapshot.map { Retraining(source.prepared, from: $0.training) }
        ?? Retraining(source.prepared)
    }
    let reached = starts.map(\.training.counters.steps)
    for index in 0...1 {
      while starts[index].training.counters.steps < max(reached[0], reached[1]),
        !starts[index].isFinished, !isInterrupted()
      {
        try starts[index].advance()
      }
    }
    let logs = starts.map(\.training.log)
    if logs[0].counters.steps != logs[1].counters.steps
      || logs[0].transitionHash != logs[1].transitionHash
    {
      starts = [try Retraining(first.prepared), try Retraining(second.prepared)]
    }
    checkedStep = starts[0].training.counters.steps
    lastStep = records.stepToReach
    self.first = Side(first, records.first, starts[0])
    self.second = Side(second, records.second, starts[1])
  }

  /// Trains both up to the first difference or the last step.
  ///
  /// - Returns: whether it was not interrupted.
  mutating func run(
    isInterrupted: () -> Bool, watch: (Training<A>, Double) -> Void
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
    private let source: RunSource<A>
    private let record: RecordedEpisodes
    private var again: Retraining<A>
    private var transitions: [TransitionTrace] = []
    private var position = 0
    private(set) var alteration: CourseDifference.Alteration?

    init(_ source: RunSource<A>, _ record: RecordedEpisodes, _ again: Retraining<A>) {
      self.source = source
      self.record = record
      self.again = again
    }

    var training: Training<A> { again.training }
    var environmentCount: Int { again.training.log.environmentCount }

    /// The next transition; nil after the last one.
    mutating func next() throws -> TransitionTrace? {
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
      var ended: [Episode] = []
      try again.advance { ended.append($0) }
      transitions = again.training.trace ?? []
      again.training.trace = nil
      position = 0
      if !isOfAncestor { for episode in ended { check(episode) } }
    }

    private mutating func check(_ episode: Episode) {
      let row = episodeRow(episode).dropLast()
      let recorded = record[episode.number]
      // The record of a run that is not complete ends somewhere.
      guard alteration == nil, recorded != row, recorded != nil || source.receipt != nil else {
        return
      }
      alteration = .init(
        file: source.folder.metricsPath,
        row: .init(
          number: episode.number, step: episode.endStep, recorded: recorded.map(String.init),
          trained: String(row)))
    }

    /// Where the run has come to its end, its receipt must be right.
    mutating func checkReceipt() {
      guard alteration == nil, again.isFinished, let receipt = source.receipt,
        receipt.transitions != again.training.log.transitionHash
      else { return }
      alteration = .init(file: source.folder.receiptPath, row: nil)
    }
  }
}

extension TransitionTrace {
  /// What is not the same in another transition, bit for bit.
  fileprivate func firstDifference(from other: TransitionTrace) -> SettingDifference? {
    func compare<Value: Equatable>(
      _ name: String, _ value: (TransitionTrace) -> Value,
      _ same: (Value, Value) -> Bool = { $0 == $1 }
    ) -> SettingDifference? {
      let (first, second) = (value(self), value(other))
      return same(first, second)
        ? nil : SettingDifference(name: name, first: "\(first)", second: "\(second)")
    }
    func compareObservations(
      _ name: String, _ values: (TransitionTrace) -> [Float]
    ) -> SettingDifference? {
      let (first, second) = (values(self), values(other))
      guard first.count == second.count else {
        return SettingDifference(
          name: name, first: "\(first.count) numbers", second: "\(second.count) numbers")
      }
      return first.indices.first { first[$0].bitPattern != second[$0].bitPattern }.map {
        SettingDifference(name: "\(name)[\($0)]", first: "\(first[$0])", second: "\(second[$0])")
      }
    }
    return compare("environment", \.environment)
      ?? compareObservations("first observation", \.firstObservation)
      ?? compare("action", \.action)
      ?? compare("reward", \.step.reward) { $0.bitPattern == $1.bitPattern }
      ?? compareObservations("observation", \.nextObservation)
      ?? compare("terminated", \.step.terminated)
      ?? compare("truncated", \.step.truncated)
  }
}

import Environments
import RLNet
import RLRuns
import RLState

extension Verification<RunConfiguration> {
  /// Whether the run was made with another mathematical library, which gives other sines.
  package var isOfOtherMathematics: Bool {
    receipt.systemMathematics.map { $0 != SystemMathematics.fingerprint } ?? false
  }
}

/// Trains a run again and compares it with what its folder holds.
///
/// - Parameters:
///   - isInterrupted: asked after each step whether to stop.
///   - announce: as of `PreparedRun.start`.
///   - watch: called some fifty times a second at most.
/// - Returns: nil where it was interrupted.
/// - Throws: `FileError`, `RunFileError`, `StateError`.
package func verify<A: Agent>(
  _ run: RunConfiguration, _ prepared: PreparedRun<A>, in folder: RunFolder,
  isInterrupted: () -> Bool, announce: (_ step: Int) -> Void,
  watch: (Training<A>, _ seconds: Double) -> Void
) throws -> Verification<RunConfiguration>? {
  var verification = try Verification(of: run, in: folder)
  var rows = try RecordedRows(folder.metricsPath)
  let start = try prepared.start(isInterrupted: isInterrupted, announce: announce)
  guard var training = start else { return nil }
  rows.compare(episodeHeader(of: A.self), number: 0, step: 0)
  var pace = Pace(start: .now)
  while !training.isFinished && rows.difference == nil {
    try training.advance {
      rows.compare(episodeRow($0), number: $0.number, step: $0.endStep)
    }
    if isInterrupted() { return nil }
    if let seconds = pace.tick() { watch(training, seconds) }
  }
  let counters = training.counters
  rows.finish(number: counters.episodes + 1, step: counters.steps)
  verification.firstDifference = rows.difference
  if rows.difference == nil {
    let evaluation = training.evaluate(episodes: run.evaluationEpisodes)
    try verification.compare(with: Receipt(run, training, evaluation))
  }
  return verification
}

/// A run lacks what it has at its end.
public struct IncompleteRunError: Error, Hashable, CustomStringConvertible {
  package let path: String
  /// What it lacks: `receipt`, `weights`.
  package let missing: String
  /// Whether a process trains it now.
  package let use: RunUse
  /// What the command that goes on with it is to be told: ` --data DIR`, or nothing.
  package let option: String

  public var description: String {
    switch use {
    case .held: "\(path) has no \(missing) yet; the run still trains"
    case .free:
      "\(path) has no \(missing), because the run has not come to its end; go on with it first: "
        + resumption
    case .said(let holder):
      "\(path) has no \(missing), because the run has not come to its end; its file 'lock' says that "
        + "\(holder) trains it; if that is no longer so, go on with it first: \(resumption)"
    }
  }

  private var resumption: String { "rlrun resume \(shellPath(path))\(option)" }
}

extension RunFolder {
  /// Sees to it that the run has come to its end.
  ///
  /// - Parameter option: what the command that goes on with it is to be told.
  package func requireReceipt(option: String = "") throws(IncompleteRunError) {
    if !isComplete { throw incomplete("receipt", option) }
  }

  /// Sees to it that the run has left weights: at its end, or where it was interrupted.
  ///
  /// - Parameter option: what the command that goes on with it is to be told.
  package func requireWeights(option: String = "") throws(IncompleteRunError) {
    if !isComplete && !hasWeights { throw incomplete("weights", option) }
  }

  private func incomplete(_ missing: String, _ option: String) -> IncompleteRunError {
    IncompleteRunError(path: path, missing: missing, use: use, option: option)
  }
}

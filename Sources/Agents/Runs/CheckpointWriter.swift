import Dispatch
import Synchronization

/// Writes checkpoints beside the training, one at a time.
///
/// A run is a value, so what is written is a copy that training does not touch.
final class CheckpointWriter: Sendable {
  private let queue = DispatchQueue(label: "checkpoints")
  private let state = Mutex(State())

  private struct State {
    var problem: (any Error)?
    var lastStep: Int?
  }

  /// - Parameter lastStep: of the latest checkpoint that there is already.
  init(lastStep: Int?) { state.withLock { $0.lastStep = lastStep } }

  /// The step of the latest checkpoint that is whole.
  var lastStep: Int? { state.withLock { $0.lastStep } }

  /// Starts writing.
  func write<A: Agent>(
    _ snapshot: consuming RunSnapshot<A>, to store: CheckpointStore, keeping count: Int
  ) {
    queue.async { [snapshot, state = self] in
      let result = Result { try store.write(snapshot, keeping: count) }
      state.finish(snapshot.training.agent.counters.steps, result)
    }
  }

  private func finish(_ step: Int, _ result: Result<Void, any Error>) {
    state.withLock {
      switch result {
      case .success: $0.lastStep = step
      case .failure(let error): $0.problem = $0.problem ?? error
      }
    }
  }

  /// - Throws: what went wrong since the start, if anything.
  func check() throws {
    if let problem = state.withLock({ $0.problem }) { throw problem }
  }

  /// Waits until all is written.
  ///
  /// - Throws: as `check`.
  func wait() throws {
    queue.sync {}
    try check()
  }
}

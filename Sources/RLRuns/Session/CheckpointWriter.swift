import Dispatch
import Synchronization

/// Writes checkpoints beside the training, one at a time.
///
/// A run is a value, so what is written is a copy that training does not touch.
final class CheckpointWriter<T: Trainable>: Sendable {
  private let queue = DispatchQueue(label: "checkpoints")
  private let progress = Mutex(Progress())

  private struct Progress {
    var problem: (any Error)?
    var lastStep: Int?
  }

  /// - Parameter lastStep: of the latest checkpoint that there is already.
  init(lastStep: Int?) { progress.withLock { $0.lastStep = lastStep } }

  /// The step of the latest checkpoint that is whole.
  var lastStep: Int? { progress.withLock { $0.lastStep } }

  /// Starts writing.
  func write(
    _ state: consuming RunState<T>, to store: CheckpointStore<T>, keeping count: Int
  ) {
    queue.async { [state, writer = self] in
      let result = Result { try store.write(state, keeping: count) }
      writer.finish(state.status.step, result)
    }
  }

  private func finish(_ step: Int, _ result: Result<Void, any Error>) {
    progress.withLock {
      switch result {
      case .success: $0.lastStep = step
      case .failure(let error): $0.problem = $0.problem ?? error
      }
    }
  }

  /// - Throws: what went wrong since the start, if anything.
  func check() throws {
    if let problem = progress.withLock({ $0.problem }) { throw problem }
  }

  /// Waits until all is written.
  ///
  /// - Throws: as `check`.
  func wait() throws {
    queue.sync {}
    try check()
  }
}

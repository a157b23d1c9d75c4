import RLParallel
import Synchronization

/// Writes checkpoints beside the training, one at a time.
///
/// A run is a value, so what is written is a copy that training does not touch.
final class CheckpointWriter<T: Trainable> {
  private let progress: Progress
  /// The one that is being written.
  private var thread: SideThread?

  private final class Progress: Sendable {
    let state = Mutex(State())
  }

  private struct State {
    var problem: (any Error)?
    var lastStep: Int?
  }

  /// - Parameter lastStep: of the latest checkpoint that there is already.
  init(lastStep: Int?) {
    progress = Progress()
    progress.state.withLock { $0.lastStep = lastStep }
  }

  deinit { thread?.join() }

  /// The step of the latest checkpoint that is whole.
  var lastStep: Int? { progress.state.withLock { $0.lastStep } }

  /// Starts writing, when what is being written is done.
  func write(
    _ state: consuming RunState<T>, to store: CheckpointStore<T>, keeping count: Int
  ) {
    thread?.join()
    thread = SideThread { [state, progress] in
      let result = Result { try store.write(state, keeping: count) }
      progress.state.withLock {
        switch result {
        case .success: $0.lastStep = state.status.step
        case .failure(let error): $0.problem = $0.problem ?? error
        }
      }
    }
  }

  /// - Throws: what went wrong since the start, if anything.
  func check() throws {
    if let problem = progress.state.withLock({ $0.problem }) { throw problem }
  }

  /// Waits until all is written.
  ///
  /// - Throws: as `check`.
  func wait() throws {
    thread?.join()
    thread = nil
    try check()
  }
}

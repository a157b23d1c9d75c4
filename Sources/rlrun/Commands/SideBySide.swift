import Dispatch
import RLNet
import Synchronization

/// Does several things in order, each on the next of some threads that is free, until all are done
/// or a person interrupts. The results of those not begun are missing.
///
/// - Parameters:
///   - workers: how many are done at once; no more than there are cores.
///   - body: is told which one it is to do, and has one thread for it.
func sideBySide<Result: Sendable>(
  _ count: Int, workers: Int, _ body: @Sendable (Int) -> Result
) -> [Result] {
  let next = Atomic(0)
  let results = Mutex([Result?](repeating: nil, count: count))
  DispatchQueue.concurrentPerform(iterations: workers) { _ in
    while !Interruption.isRequested {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { return }
      let result = withThreads(1) { body(index) }
      results.withLock { $0[index] = result }
    }
  }
  return results.withLock { $0.compactMap { $0 } }
}

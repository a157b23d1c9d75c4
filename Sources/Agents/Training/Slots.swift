import Synchronization

/// One result for each part of a parallel computation.
package final class Slots<Value: Sendable>: Sendable {
  private let slots: Mutex<[Value?]>

  package init(count: Int) { slots = Mutex(Array(repeating: nil, count: count)) }

  package func set(_ index: Int, _ value: Value) { slots.withLock { $0[index] = value } }

  /// The results in order.
  package var values: [Value] { slots.withLock { $0.compactMap { $0 } } }
}

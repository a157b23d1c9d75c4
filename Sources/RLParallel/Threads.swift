import Synchronization

/// Threads. No result depends on how many there are, or on which of them computes what.
///
/// They are the system's own: where it has none left, what they were to do is done by the one that is
/// there, while Dispatch waits until others end.
package enum Threads {
  /// How many the present task may use.
  @TaskLocal package static var count = 1

  /// Runs `body` with up to `count` threads for what it calls. A count below 1 stops the program.
  package static func with<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    guard count >= 1 else { fatalError("at least one thread is needed, not \(count)") }
    return try $count.withValue(count, operation: body)
  }

  /// Calls `body` for 0..<parts, on several threads where `count` allows it. Which thread takes
  /// which part is open, so each part must write only its own results.
  package static func forEach(_ parts: Int, _ body: (Int) -> Void) {
    if count == 1 || parts < 2 {
      for part in 0..<parts { body(part) }
    } else {
      withoutActuallyEscaping(body) { body in
        let body = UncheckedBody(call: body)
        let next = Counter()
        onAll(min(count, parts)) {
          while case let part = next.take(), part < parts { body.call(part) }
        }
      }
    }
  }

  /// The results of `body` for 0..<parts, in order, computed as `forEach` does.
  package static func map<Result: Sendable>(
    _ parts: Int, _ body: (Int) -> Result
  ) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: parts))
    forEach(parts) { part in
      let result = body(part)
      results.withLock { $0[part] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// The results of two functions, computed side by side where `count` allows it.
  ///
  /// - Parameter isWorthIt: whether they take much longer than a thread takes to begin.
  package static func both<First: Sendable, Second: Sendable>(
    where isWorthIt: Bool = true, _ first: () -> First, _ second: () -> Second
  ) -> (First, Second) {
    if count == 1 || !isWorthIt { return (first(), second()) }
    let results = Mutex<(First?, Second?)>((nil, nil))
    forEach(2) { part in
      if part == 0 {
        let result = first()
        results.withLock { $0.0 = result }
      } else {
        let result = second()
        results.withLock { $0.1 = result }
      }
    }
    guard case (let first?, let second?) = results.withLock({ $0 }) else {
      fatalError("a part was not computed")
    }
    return (first, second)
  }

  /// Does several things in order, each on the next of some threads that is free, until all are done
  /// or `isCancelled` says so. The results of those not begun are missing.
  ///
  /// - Parameters:
  ///   - workers: how many are done at once; no more than there are cores.
  ///   - body: is told which one it is to do, and has one thread for it.
  package static func sideBySide<Result: Sendable>(
    _ count: Int, workers: Int, until isCancelled: @autoclosure @Sendable () -> Bool,
    _ body: @Sendable (Int) -> Result
  ) -> [Result] {
    let next = Counter()
    let results = Mutex([Result?](repeating: nil, count: count))
    withoutActuallyEscaping(isCancelled) { isCancelled in
      withoutActuallyEscaping(body) { body in
        onAll(workers) {
          while !isCancelled() {
            let index = next.take()
            guard index < count else { return }
            let result = with(1) { body(index) }
            results.withLock { $0[index] = result }
          }
        }
      }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  /// Does the same on several threads, the present one among them, and returns when all have.
  private static func onAll(_ count: Int, _ work: @escaping @Sendable () -> Void) {
    let threads = (1..<max(count, 1)).map { _ in SideThread(orNever: work) }
    work()
    for thread in threads { thread?.join() }
  }

  /// Numbers from 0 on, each of which one thread gets.
  private final class Counter: Sendable {
    private let next = Atomic(0)

    func take() -> Int { next.wrappingAdd(1, ordering: .relaxed).oldValue }
  }

  /// Unchecked: `onAll` returns only after all calls have, and the calls share nothing that they write,
  /// which is `forEach`'s contract.
  private struct UncheckedBody: @unchecked Sendable {
    let call: (Int) -> Void
  }
}

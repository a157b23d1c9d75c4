import Dispatch

/// How many threads large operations may use; never changes a result.
package enum Threads {
  @TaskLocal package static var count = 1

  /// Calls `body` for 0..<parts, on several threads where `count` allows it. Which thread takes
  /// which part is open, so each part must write only its own results.
  package static func forEach(_ parts: Int, _ body: (Int) -> Void) {
    if count == 1 || parts < 2 {
      for part in 0..<parts { body(part) }
    } else {
      withoutActuallyEscaping(body) { body in
        let body = UncheckedBody(call: body)
        DispatchQueue.concurrentPerform(iterations: parts) { body.call($0) }
      }
    }
  }

  /// Unchecked: `concurrentPerform` returns only after all calls have, and the calls share nothing
  /// that they write, which is `forEach`'s contract.
  private struct UncheckedBody: @unchecked Sendable {
    let call: (Int) -> Void
  }
}

/// Runs `body` with large matrix products, convolutions and poolings on up to `count` threads.
///
/// Only products with many rows (more than 16, and from 2²⁴ multiplications) are split, by rows, and
/// convolutions (from 2²⁰ multiplications) and poolings (from 2¹⁷ elements of windows), by images;
/// all else runs on one thread.
/// Results are the same bits for every count. A count below 1 stops the program.
public func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
  guard count >= 1 else { fatalError("at least one thread is needed, not \(count)") }
  return try Threads.$count.withValue(count, operation: body)
}

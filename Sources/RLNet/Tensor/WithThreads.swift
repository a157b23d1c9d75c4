import RLParallel

/// Runs `body` with large matrix products, convolutions and poolings on up to `count` threads.
///
/// Only products with many rows (more than 16, and from 2²⁴ multiplications) are split, by rows, and
/// convolutions (from 2²⁰ multiplications) and poolings (from 2¹⁷ elements of windows), by images;
/// all else runs on one thread.
/// Results are the same bits for every count. A count below 1 stops the program.
public func withThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
  try Threads.with(count, body)
}

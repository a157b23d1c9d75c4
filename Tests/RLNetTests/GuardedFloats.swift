#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Floats that end where readable memory ends: a kernel that reads or writes beyond them stops the
/// process.
final class GuardedFloats {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  private let pages: UnsafeMutableRawPointer
  private let size: Int

  init(_ values: [Float]) {
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let used = (max(4 * values.count, 1) + page - 1) / page * page
    count = values.count
    size = used + page
    guard
      let pages = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0),
      pages != MAP_FAILED, mprotect(pages + used, page, PROT_NONE) == 0
    else { fatalError("no memory for \(size) bytes and a guard page") }
    self.pages = pages
    start = (pages + used - 4 * values.count).assumingMemoryBound(to: Float.self)
    start.initialize(from: values, count: values.count)
  }

  convenience init(zeros count: Int) { self.init(Array(repeating: 0, count: count)) }

  deinit { munmap(pages, size) }

  var values: [Float] { Array(UnsafeBufferPointer(start: start, count: count)) }
}

/// Whether two arrays hold the same bits; the bits of a NaN are outside the promise.
func sameBits(_ a: [Float], _ b: [Float]) -> Bool { firstDifference(a, b) == nil }

/// The first place where two arrays differ in their bits.
func firstDifference(_ a: [Float], _ b: [Float]) -> Int? {
  if a.count != b.count { return min(a.count, b.count) }
  return a.indices.first {
    a[$0].bitPattern != b[$0].bitPattern && !(a[$0].isNaN && b[$0].isNaN)
  }
}

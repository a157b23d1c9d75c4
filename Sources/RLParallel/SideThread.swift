#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A thread for something that is done beside the rest.
package struct SideThread {
  private let thread: pthread_t?

  /// Begins with `work`. Where the system has no further thread, it is done before this returns, which
  /// takes longer and changes nothing else.
  package init(_ work: @escaping @Sendable () -> Void) {
    thread = Self.started(work)
    if thread == nil { work() }
  }

  /// Begins with `work`; nil where the system has no further thread, and nothing is done.
  init?(orNever work: @escaping @Sendable () -> Void) {
    guard let thread = Self.started(work) else { return nil }
    self.thread = thread
  }

  private static func started(_ work: @escaping @Sendable () -> Void) -> pthread_t? {
    let box = Unmanaged.passRetained(Work(work))
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    guard pthread_create(&thread, nil, { SideThread.run($0) }, box.toOpaque()) == 0 else {
      box.release()
      return nil
    }
    return thread
  }

  /// Waits until the work is done. It must be called once.
  package func join() {
    if let thread { pthread_join(thread, nil) }
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static func run(_ box: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let box { Unmanaged<Work>.fromOpaque(box).takeRetainedValue().body() }
    return nil
  }
}

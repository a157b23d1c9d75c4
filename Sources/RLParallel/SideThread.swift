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
    let box = Unmanaged.passRetained(Work(work))
    #if canImport(Darwin)
      var thread: pthread_t?
      let problem = pthread_create(&thread, nil, { Self.run($0) }, box.toOpaque())
      self.thread = problem == 0 ? thread : nil
    #else
      var thread = pthread_t()
      let problem = pthread_create(&thread, nil, { Self.run($0) }, box.toOpaque())
      self.thread = problem == 0 ? thread : nil
    #endif
    if problem != 0 { box.takeRetainedValue().body() }
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

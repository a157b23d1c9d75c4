import RLFiles

/// The right to add to a file that several processes may want to add to: one of them has it at a time.
final class AddingRight: Sendable {
  private let descriptor: CInt

  /// Nil where another process has it, or there is no file that can be read.
  init?(_ file: FilePlace) {
    guard let descriptor = try? file.openFile("read", O_RDONLY) else { return nil }
    self.descriptor = descriptor
    // A file system that has no locks does without.
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
      close(descriptor)
      return nil
    }
  }

  deinit {
    // A process that is just being started may have the file open still.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }
}

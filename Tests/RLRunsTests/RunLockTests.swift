import Foundation
import RLRuns
import Testing

/// What is told when the folder that a run trains in is gone.
@Suite struct RunLockTests {
  private let problem = RunWriteError(path: "run/timing.csv", reason: "No such file or directory")

  /// Calls `body` with the folder of a run and its lock.
  private func withLock(_ body: (URL, RunLock) throws -> Void) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    let folder = try RunFolder.create(at: place.path)
    try body(place, try RunLock(folder))
  }

  @Test func whatFailsInTheFolderItselfIsTold() throws {
    try withLock { _, lock in
      #expect(throws: problem) { try lock.whileHeld { throw problem } }
      #expect(try lock.whileHeld { 7 } == 7)
      try lock.requireFolder()
    }
  }

  @Test func aFolderThatHasVanishedIsToldInsteadOfAFile() throws {
    try withLock { place, lock in
      try FileManager.default.removeItem(at: place)
      let vanished = RunFolderError(place.path, .vanished)
      #expect(throws: vanished) { try lock.whileHeld { throw problem } }
      #expect(throws: vanished) { try lock.requireFolder() }
      #expect(
        vanished.description == "the folder \(place.path) has vanished while the run trained in it")
    }
  }

  @Test func aFolderThatWasReplacedIsToldInsteadOfAFile() throws {
    try withLock { place, lock in
      try FileManager.default.removeItem(at: place)
      let other = try RunLock(try RunFolder.create(at: place.path))
      let lost = RunFolderError(place.path, .lockLost)
      #expect(throws: lost) { try lock.whileHeld { throw problem } }
      try other.requireFolder()
    }
  }
}

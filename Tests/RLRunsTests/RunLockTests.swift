import Foundation
import RLRuns
import Testing

/// What is told when the folder that a run trains in is gone.
@Suite struct RunLockTests {
  private let problem = RunWriteError(path: "run/timing.csv", reason: "No such file or directory")

  /// Calls `body` with the folder of a run.
  private func withFolder(_ body: (URL, RunFolder) throws -> Void) throws {
    let place = FileManager.default.temporaryDirectory.appending(path: "lock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    try body(place, try RunFolder.create(at: place.path))
  }

  /// Calls `body` with the folder of a run and its lock.
  private func withLock(_ body: (URL, RunLock) throws -> Void) throws {
    try withFolder { place, folder in try body(place, try RunLock(folder)) }
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

  private func writeLock(_ text: String, in place: URL) throws {
    try Data(text.utf8).write(to: place.appending(path: "lock"))
  }

  /// What is written in the file is for people; whoever trains has it locked.
  @Test(arguments: [
    "", "junk", "process 1 on HOST", "process 0 on HOST\n", "process -1 on HOST\n",
    "process 1 on HOST more", "process 99999999999 on elsewhere", "process x on elsewhere",
    "processes 1 on elsewhere", String(repeating: "process 1 on a", count: 99),
  ]) func aFileThatNobodyHasLockedSaysNothing(_ text: String) throws {
    try withFolder { place, folder in
      try writeLock(text.replacing("HOST", with: ProcessInfo.processInfo.hostName), in: place)
      #expect(folder.use == .free && !folder.isInUse)
      let error = #expect(throws: IncompleteRunError.self) { try folder.requireReceipt() }
      #expect(error?.description.contains("because the run has not come to its end") == true)
      // And whoever trains does get it.
      let lock = try RunLock(folder)
      #expect(folder.use == .held && folder.isInUse)
      try lock.requireFolder()
    }
  }

  @Test func whatAnotherMachineWroteIsToldAsSuch() throws {
    try withFolder { place, folder in
      try writeLock("process 7 on elsewhere\n", in: place)
      #expect(folder.use == .said("process 7 on elsewhere") && !folder.isInUse)
      let error = #expect(throws: IncompleteRunError.self) { try folder.requireReceipt() }
      #expect(
        error?.description
          == "\(place.path) has no receipt, because the run has not come to its end; its file 'lock' says "
          + "that process 7 on elsewhere trains it; if that is no longer so, go on with it first: "
          + "rlrun resume \(place.path)")
    }
  }

  @Test func aRunThatTrainsIsToldWhateverTheFileSays() throws {
    try withLock { place, lock in
      let folder = try RunFolder.create(at: place.path)
      #expect(folder.use == .held)
      let descriptor = open(place.appending(path: "lock").path, O_WRONLY | O_TRUNC)
      _ = write(descriptor, "junk", 4)
      close(descriptor)
      #expect(folder.use == .held)
      let held = RunFolderError(place.path, .held(by: "another process"))
      #expect(throws: held) { try RunLock(folder) }
      let error = #expect(throws: IncompleteRunError.self) { try folder.requireReceipt() }
      #expect(error?.description == "\(place.path) has no receipt yet; the run still trains")
      try lock.requireFolder()
    }
  }

  /// Whoever looks whether a run trains does not keep one from beginning.
  @Test func lookingDoesNotDisturbWhoBegins() throws {
    try withFolder { place, folder in
      try writeLock("", in: place)
      let descriptor = open(place.appending(path: "lock").path, O_RDONLY)
      #expect(flock(descriptor, LOCK_SH | LOCK_NB) == 0)
      let looker = Thread {
        Thread.sleep(forTimeInterval: 0.02)
        close(descriptor)
      }
      looker.start()
      _ = try RunLock(folder)
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

import Foundation
import RLState
import RLSupervised
import TestSupport
import Testing

/// What downloads left that were killed while they wrote.
@Suite struct LeftoverTests {
  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  /// A part that a living process writes is locked, whatever number the process has here.
  @Test func partsThatNobodyWritesAreTakenAway() throws {
    try withTemporaryFolder { folder in
      let left = [
        "data_batch_1.bin.1-0.partial", "test_batch.bin.99999-12.partial",
        "cifar-10-binary.tar.gz.7-0.partial",
      ]
      let living = "data_batch_3.bin.999999-0.partial"
      let others = [
        living, "data_batch_7.bin.7-0.partial", "train.bin.7-0.partial",
        "data_batch_1.bin.7.partial",
        "data_batch_1.bin.7-0.partial.gz", "data_batch_1.bin.-7-0.partial",
        "data_batch_1.bin.x-0.partial", "data_batch_1.bin", "my 7-0.partial",
      ]
      for name in left + others { try write([1], to: "\(folder)/cifar10/\(name)") }
      let descriptor = open("\(folder)/cifar10/\(living)", O_RDONLY)
      defer { close(descriptor) }
      #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
      // A folder and a link are nobody's part of a file.
      let path = "\(folder)/cifar10/data_batch_2.bin.7-"
      try FileManager.default.createDirectory(
        atPath: path + "1.partial", withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: path + "2.partial", withDestinationPath: "data_batch_1.bin")
      try write([1], to: "\(folder)/wine/\(left[0])")

      #expect(throws: DownloadError.self) {
        try DataStore(folder: folder).fetch(
          .cifar10, files: KnownDataset.cifar10.fetchedFiles, mirrors: []
        ) { _ in }
      }
      let kept = others + ["1", "2"].map { "data_batch_2.bin.7-\($0).partial" }
      #expect(try names(in: "\(folder)/cifar10") == kept.sorted())
      #expect(try names(in: "\(folder)/wine") == [left[0]])
    }
  }
}

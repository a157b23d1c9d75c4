import Foundation
import RLState
import RLSupervised
import TestSupport
import Testing

/// What downloads left that were killed while they wrote.
@Suite struct LeftoverTests {
  /// The number of a process that is no more.
  private func endedProcess() throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", ":"]
    try process.run()
    process.waitUntilExit()
    return process.processIdentifier
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func partsOfEndedProcessesAreTakenAway() throws {
    try withTemporaryFolder { folder in
      let (ended, living) = (try endedProcess(), ProcessInfo.processInfo.processIdentifier)
      let left = [
        "data_batch_1.bin.\(ended)-0.partial", "test_batch.bin.\(ended)-12.partial",
        "cifar-10-binary.tar.gz.\(ended)-0.partial",
      ]
      let others = [
        "data_batch_1.bin.\(living)-0.partial", "data_batch_7.bin.\(ended)-0.partial",
        "train.bin.\(ended)-0.partial", "data_batch_1.bin.\(ended).partial",
        "data_batch_1.bin.\(ended)-0.partial.gz", "data_batch_1.bin.-\(ended)-0.partial",
        "data_batch_1.bin.0-0.partial", "data_batch_1.bin.99999999999-0.partial",
        "data_batch_1.bin.x-0.partial", "data_batch_1.bin", "my \(ended)-0.partial",
      ]
      for name in left + others { try write([1], to: "\(folder)/cifar10/\(name)") }
      // A folder and a link are nobody's part of a file.
      let path = "\(folder)/cifar10/data_batch_2.bin.\(ended)-"
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
      let kept = others + ["1", "2"].map { "data_batch_2.bin.\(ended)-\($0).partial" }
      #expect(try names(in: "\(folder)/cifar10") == kept.sorted())
      #expect(try names(in: "\(folder)/wine") == [left[0]])
    }
  }
}

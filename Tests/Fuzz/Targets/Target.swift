import Agents
import Environments
import Foundation
import RLFiles
import RLRuns
import RLSupervised

/// A reader that is given any bytes.
enum Target: String, CaseIterable {
  case json, safetensors, csv, table, record, idx, cifar, tar, map, events

  /// Reads the bytes, or refuses them.
  func read(_ bytes: [UInt8]) {
    switch self {
    case .json:
      // What these do not know they pass over, and each is another way through the decoder.
      _ = try? RunReceipt<AgentSubject>(Data(bytes), file: "receipt.json")
      _ = try? RunReceipt<TaskSubject>(Data(bytes), file: "receipt.json")
      _ = try? jsonDecoder().decode(AgentRun.self, from: Data(bytes))
      _ = try? jsonDecoder().decode(TaskRun.self, from: Data(bytes))
    case .safetensors:
      _ = try? StateFile.read(Data(bytes), file: "file")
      _ = try? Safetensors(Data(bytes), file: "file")
    case .csv:
      for format in [CSVFormat(), CSVFormat(separator: .blanks, header: .none, target: .none)] {
        _ = try? CSVTable(bytes, format: format, file: "file")
      }
    case .table:
      var settings = CSVTask.Configuration()
      settings.file = "table.csv"
      settings.hidden = []
      Scratch.write(bytes, "table.csv") { folder in
        _ = try? SupervisedTraining<CSVTask>(settings, data: DataStore(folder: folder), seed: 1)
      }
    case .record:
      Scratch.write(bytes, "metrics.csv") { folder in
        _ = try? RecordTable("\(folder)/metrics.csv")
      }
    case .idx: _ = try? IDXArray(bytes, file: "file")
    case .cifar:
      for kind in CIFARBatch.Kind.allCases { _ = try? CIFARBatch(bytes, kind: kind, file: "file") }
    case .tar: _ = try? TarArchive(bytes, only: ["a", "b"], file: "file")
    case .map:
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? GridWorldMap(text: text)
      _ = try? FrozenLakeMap(text: text)
    case .events: _ = EventFile.soundLength(bytes)
    }
  }
}

/// Files of a process, for readers that take a path.
enum Scratch {
  static func write(_ bytes: [UInt8], _ name: String, _ body: (_ folder: String) -> Void) {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : NSTemporaryDirectory()
    let folder = "\(parent)/fuzz-target-\(getpid())"
    mkdir(folder, 0o700)
    let path = "\(folder)/\(name)"
    defer {
      unlink(path)
      rmdir(folder)
    }
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)) else { return }
    body(folder)
  }
}

import Foundation
import RLRuns
import TestSupport
import Testing

/// What in a folder is taken for a run's, and what is somebody else's.
@Suite struct RunFolderTests {
  private func write(_ names: [String], in folder: String) throws {
    for name in names {
      let file = URL(filePath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("x".utf8).write(to: file)
    }
  }

  /// What killed writers left goes; what anybody else keeps there stays, though it is called so.
  @Test func onlyOurPartialFilesAreTakenAway() throws {
    try withTemporaryFolder { path in
      let run = "\(path)/run"
      let left = [
        "config.json.1-0.partial", "receipt.json.1-0.partial", "result.json.12-3.partial",
        "weights.safetensors.1-0.partial", "table.csv.1-0.partial", "table.csv.gz.1-0.partial",
        "table.json.1-0.partial", "report.html.1-0.partial", "report-500.html.1-0.partial",
        "events.out.tfevents.rlrun.1-0.partial", "checkpoints/500.safetensors.1-0.partial",
        "pictures/values.svg.1-0.partial", "pictures/landscape.json.1-0.partial",
        "samples/epoch-3.idx.1-0.partial", "videos/step-20.gif.1-0.partial",
      ]
      let kept = [
        "config.json", "notes.1-2.partial", "thesis.2024-12.partial", "report-x.html.1-0.partial",
        "mine/thesis.2024-12.partial", "mine/config.json.1-0.partial", "report.html.1-x.partial",
        "checkpoints/mine.1-0.partial", "checkpoints/007.safetensors.1-0.partial",
        "pictures/mine.1-0.partial", "samples/mine.idx.1-0.partial", "videos/mine.gif.1-0.partial",
        "config.json.+1-0.partial", "pictures/deep/values.svg.1-0.partial",
      ]
      try write(left + kept, in: run)
      try RunFolder.open(run).removePartialFiles()
      let found = try FileManager.default.subpathsOfDirectory(atPath: run).filter { name in
        name.contains(".")
      }
      #expect(found.sorted() == kept.sorted())
    }
  }

  /// A folder with what somebody keeps there is not empty.
  @Test func aRunIsMadeBesideNothingOfOthers() throws {
    try withTemporaryFolder { path in
      try write(["config.json.1-0.partial", "lock"], in: "\(path)/run")
      _ = try RunFolder.create(at: "\(path)/run")
      for name in ["notes.1-2.partial", "x.partial", "config.json.partial"] {
        try write([name], in: "\(path)/\(name)-folder")
        #expect(throws: RunFolderError("\(path)/\(name)-folder", .notEmpty)) {
          try RunFolder.create(at: "\(path)/\(name)-folder")
        }
      }
    }
  }

  /// Every link in a folder of runs is told, and nobody looks where it leads.
  @Test func linksAreNotLookedThrough() throws {
    try withTemporaryFolder { path in
      try write(["runs/a/config.json", "elsewhere/config.json", "runs/c/x"], in: path)
      for (name, target) in [
        ("b", "../elsewhere"), ("d", "../nowhere"), ("e", "/proc/self/fd/0"), ("f", "f"),
      ] {
        try FileManager.default.createSymbolicLink(
          atPath: "\(path)/runs/\(name)", withDestinationPath: target)
      }
      let names = ["a", "b", "d", "e", "f"].map { "\(path)/runs/\($0)" }
      #expect(RunFolder.runs(in: "\(path)/runs").map(\.path) == names)
      #expect(try RunFolder.openAll("\(path)/runs").map(\.path) == names)
    }
  }
}

import Foundation
import Testing

/// A run of a task beside other data than it was trained on.
@Suite struct OtherDataTests {
  /// Thirty images of 28×28 pixels to learn from, and twenty to be tested on.
  private static func writeDigits(_ shade: Int, to folder: String, _ tool: Tool) throws {
    let place = tool.folder.appending(path: folder)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    for (part, count) in [("train", 30), ("t10k", 20)] {
      let pixels = (0..<count * 784).map { UInt8($0 * shade % 251) }
      let size = UInt8(count)
      try Data([0, 0, 8, 3, 0, 0, 0, size, 0, 0, 0, 28, 0, 0, 0, 28] + pixels)
        .write(to: place.appending(path: "\(part)-images-idx3-ubyte"))
      try Data([0, 0, 8, 1, 0, 0, 0, size] + (0..<count).map { UInt8($0 % 10) })
        .write(to: place.appending(path: "\(part)-labels-idx1-ubyte"))
    }
  }

  @Test func aRunIsJudgedByItsOwnDataAlone() throws {
    try withTool { tool in
      try Self.writeDigits(3, to: "data/mnist", tool)
      try Self.writeDigits(5, to: "other/mnist", tool)
      let line = "autoencoder --epochs 1 --set hidden=8 codeSize=2 --run-dir run --quiet"
      #expect(try tool(line + " --data data").status == 0)
      #expect(try tool("report run --data data").status == 0)
      func files() throws -> String {
        try tool.shell("find run -type f | sort | while read -r f; do cksum \"$f\"; done").output
      }
      let before = try files()
      #expect(before.contains("run/pictures/"))

      let problem =
        "the data are not those that run began with; name their folder with --data or RLNET_DATA"
      for line in ["evaluate run", "evaluate run --json", "landscape run --size 3", "play run"] {
        let outcome = try tool(line + " --data other")
        #expect(outcome.status == 1 && outcome.output == "", "\(line)")
        #expect(outcome.message == "rlrun: \(problem)", "\(line)")
        // The folder can also be that of the files.
        #expect(try tool(line + " --data other/mnist").status == 1, "\(line)")
      }
      // As where data are missing, all else is shown.
      for (folder, reason) in [("other", problem), ("none", "mnist: train-images-idx3-ubyte is ")] {
        #expect(try tool("report run --data \(folder) --output page.html --quiet").status == 0)
        let page = try tool.text("page.html")
        #expect(
          page.contains("It cannot be shown: \(reason)") && page.contains("<h2>Learning</h2>"))
      }
      #expect(try files() == before)

      for folder in ["data", "data/mnist"] {
        #expect(try tool("evaluate run --data \(folder)").status == 0)
      }
    }
  }
}

import Foundation
import RLNet
import Testing

/// One configuration, one set of data and one seed, one receipt, byte for byte.
@Suite struct TaskReceiptTests {
  /// Networks so large that threads share their products, in two updates an epoch, the second one
  /// of a single example.
  private static let line = "gates --seed 9 --epochs 30 --set batchSize=3 hidden=300 gate=xor"

  /// All threads and instruction sets, with progress or not, recorded in whatever way, anywhere.
  @Test(arguments: ["gates --seed 9 --epochs 200", line])
  func nothingElseMatters(_ line: String) throws {
    try withTool { tool in
      var ways: [(options: String, instructions: String?, folder: String?)] = []
      for instructions in Set(availableInstructionSets + ["plain"]).sorted() {
        for threads in 1...2 {
          ways.append(("--quiet --threads \(threads)", instructions, nil))
        }
      }
      ways += [
        ("--json", nil, nil), ("", nil, nil), ("--checkpoint-every 0", nil, nil),
        ("--checkpoint-every 7 --checkpoints 1", nil, nil), ("", nil, "deep/in a/földer"),
      ]
      for (number, way) in ways.enumerated() {
        let name = way.folder ?? "run\(number)"
        let words = (line + " " + way.options + " --run-dir").split(separator: " ")
        let outcome = try tool(
          words.map(String.init) + [name],
          variables: way.instructions.map { ["RLNET_CPU": $0] } ?? [:])
        #expect(outcome.status == 0, "\(way): \(outcome.errors)")
        try tool.expectSameRun(name, "run0", "\(line), \(way)")
      }
      #expect(try tool(line.replacing("--seed 9", with: "--seed 10") + " --run-dir b").status == 0)
      for file in Tool.determinedFiles {
        #expect(try tool.data("b/\(file)") != tool.data("run0/\(file)"), "\(file)")
      }
    }
  }

  @Test func itHoldsWhatDeterminesARunAndWhatCameOut() throws {
    try withTool { tool in
      #expect(try tool(Self.line + " --quiet --threads 2 --run-dir run").status == 0)
      let receipt = try tool.json("run/receipt.json")
      #expect(
        receipt.keys.sorted() == [
          "arithmetic", "configuration", "data", "epochs", "evaluation", "formatVersion",
          "losses", "preset", "updates", "version", "weights",
        ])
      let configuration = try #require(receipt["configuration"] as? [String: Any])
      #expect(configuration.keys.sorted() == ["hyperparameters", "seed", "task"])
      #expect(receipt["epochs"] as? Int == 30 && receipt["updates"] as? Int == 60)
      let (result, file) = (try tool.json("run/result.json"), try tool.json("run/config.json"))
      for key in ["epochs", "updates"] { #expect(receipt[key] as? Int == result[key] as? Int) }
      #expect(receipt["evaluation"] as? NSDictionary == result["evaluation"] as? NSDictionary)
      for key in configuration.keys {
        #expect(configuration[key] as? NSObject == file[key] as? NSObject, "\(key)")
      }
      let rows = try tool.text("run/metrics.csv").split(separator: "\n")
      for key in ["losses", "data", "weights"] {
        let digest = try #require(receipt[key] as? String)
        #expect(digest.count == 64 && digest.allSatisfy(\.isHexDigit))
        if key == "losses" { #expect(rows.last?.hasSuffix(",\(digest.prefix(16))") == true) }
      }
      let outcome = try tool.shell(
        "cd run; if command -v sha256sum >/dev/null; then sha256sum weights.safetensors; "
          + "else shasum -a 256 weights.safetensors; fi")
      #expect(
        outcome.output.split(separator: " ").first.map(String.init) as String?
          == receipt["weights"] as? String)

      let text = try tool.text("run/receipt.json")
      #expect(text.hasSuffix("}\n"))
      for word in ["thread", "second", "clock", "/", "run"] {
        #expect(!text.lowercased().contains(word), "\(word)")
      }
    }
  }
}

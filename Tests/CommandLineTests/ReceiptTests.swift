import Foundation
import RLNet
import TestSupport
import Testing

/// One configuration and one seed, one receipt, byte for byte.
@Suite struct ReceiptTests {
  /// A way of running it, which must not matter.
  struct Way: CustomStringConvertible {
    var options = "--quiet"
    var instructions: String?
    var folder: String?

    var description: String { "\(options), \(instructions ?? "the best instructions")" }
  }

  /// All threads and instruction sets, with progress or not, recorded in whatever way, anywhere.
  @Test(
    arguments: [
      "cartpole with dqn --set learningStarts=200",
      "cartpole with reinforce --set episodesPerBatch=16",
      "gridworld with dqn --set learningStarts=200 slip=0.3",
      "gridworld with reinforce --set episodesPerBatch=16 slip=0.3",
      "cartpole with ppo --set rolloutSteps=64 environments=4 hidden=16,16",
      "pendulum with ppo --set rolloutSteps=64 environments=4 stateDependentNoise=true noiseEvery=4"
        + " normalizeObservations=true normalizeRewards=true",
      "cartpole with a2c --set environments=4 hidden=16,16",
      "pendulum with sac --set hidden=16,16 batchSize=32 trainEvery=4",
      "pendulum with td3 --set hidden=16,16 batchSize=32 trainEvery=4 noise=ornstein-uhlenbeck"
        + " learningStarts=200",
      "mountaincarcontinuous with ddpg --set hidden=16,16 batchSize=32 trainEvery=4"
        + " learningStarts=200 timeLimit=300",
      // Products so large that threads share them: 256 × 320 × 320 multiply-adds.
      "cartpole with dqn --set hidden=320,320 batchSize=256 learningStarts=1990 trainEvery=4",
    ])
  func nothingElseMatters(_ line: String) throws {
    try withTool { tool in
      var line = line + " selectEpisodes=5 --steps 2000 --seed 9 --evaluation-episodes 20"
      if !line.contains("320") { line += " --set selectEvery=500" }
      var ways: [Way] = []
      for instructions in Set(availableInstructionSets + ["plain"]).sorted() {
        // The plain one is slow, and threads share its work as that of the others.
        for threads in instructions == "plain" ? 2...2 : 1...2 {
          ways.append(Way(options: "--quiet --threads \(threads)", instructions: instructions))
        }
      }
      ways += [
        Way(options: "--json"),
        Way(options: "--quiet --threads 8"),
        Way(options: "--evaluate-every 700 --checkpoint-every 0"),
        Way(options: "--checkpoint-every 300 --checkpoints 1"),
        Way(folder: "deep/in a/földer"),
      ]
      for (number, way) in ways.enumerated() {
        let name = way.folder ?? "run\(number)"
        let words = (line + " " + way.options + " --run-dir").split(separator: " ")
        let outcome = try tool(
          words.map(String.init) + [name],
          variables: way.instructions.map { ["RLNET_CPU": $0] } ?? [:])
        #expect(outcome.status == 0, "\(way): \(outcome.errors)")
        for file in Tool.determinedFiles {
          #expect(try tool.data("\(name)/\(file)") == tool.data("run0/\(file)"), "\(file): \(way)")
        }
      }
      let updates = try #require(tool.json("run0/receipt.json")["updates"] as? Int)
      #expect(updates > 1, "something was learnt")
      #expect(try tool(line.replacing("--seed 9", with: "--seed 10") + " --run-dir b").status == 0)
      #expect(try tool.data("b/receipt.json") != tool.data("run0/receipt.json"))
    }
  }

  struct Reference: Decodable {
    let environment: String
    let seed: UInt64
    let steps: Int
    let transitions: String
    /// The last step of each episode, and the first digits of the hash there.
    let rows: [Row]

    struct Row: Decodable {
      let step: Int
      let hash: String

      init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        step = try container.decode(Int.self)
        hash = try container.decode(String.self)
      }
    }
  }

  /// The hashes of Gymnasium's own transitions, by hashlib.
  @Test func transitionsAreThoseOfGymnasium() throws {
    let references = try Fixture.load("transitions", as: [Reference].self)
    #expect(references.count == 3)
    try withTool { tool in
      for reference in references {
        let (name, steps) = (reference.environment, reference.steps)
        let line = "\(name) with dqn --steps \(steps) --set learningStarts=\(steps)"
        let outcome = try tool(
          line + " --seed \(reference.seed) --evaluation-episodes 1 --run-dir \(name)")
        #expect(outcome.status == 0)
        let receipt = try tool.json("\(name)/receipt.json")
        #expect(receipt["transitions"] as? String == reference.transitions, "\(name)")
        let rows = try tool.text("\(name)/metrics.csv").split(separator: "\n").dropFirst()
        #expect(rows.count == reference.rows.count)
        for (row, reference) in zip(rows, reference.rows) {
          let fields = row.split(separator: ",")
          #expect(fields[1] == "\(reference.step)" && fields.last == "\(reference.hash)")
        }
      }
    }
  }

  @Test(arguments: ["cartpole with dqn", "gridworld with reinforce"])
  func itHoldsWhatDeterminesARunAndWhatCameOut(_ line: String) throws {
    try withTool { tool in
      #expect(try tool(line + " --steps 700 --threads 2 --quiet --run-dir run").status == 0)
      let receipt = try tool.json("run/receipt.json")
      let isCartPole = line.hasPrefix("cartpole")
      #expect(
        receipt.keys.sorted() == [
          "arithmetic", "configuration", "episodes", "evaluation", "formatVersion", "preset",
          "steps",
        ] + (isCartPole ? ["systemMathematics"] : []) + [
          "transitions", "updates", "version", "weights",
        ])
      let configuration = try #require(receipt["configuration"] as? [String: Any])
      #expect(
        configuration.keys.sorted() == [
          "agent", "environment", "environmentSettings", "evaluationEpisodes", "hyperparameters",
          "seed",
        ])
      let evaluation = try #require(receipt["evaluation"] as? [String: Any])
      #expect(
        evaluation.keys.sorted() == ["episodes"] + (isCartPole ? [] : ["exact"]) + [
          "max", "mean", "min", "returns",
        ])
      let result = try tool.json("run/result.json")
      let summary = try #require(result["evaluation"] as? [String: Any])
      for key in ["steps", "episodes", "updates"] {
        #expect(receipt[key] as? Int == result[key] as? Int)
      }
      for key in ["mean", "min", "max", "exact"] {
        #expect(evaluation[key] as? Double == summary[key] as? Double)
      }
      let hash = try #require(receipt["transitions"] as? String)
      #expect(hash.count == 64 && hash.allSatisfy(\.isHexDigit))

      let text = try tool.text("run/receipt.json")
      expectSortedKeys(text)
      #expect(text.hasSuffix("}\n"))
      let host = ProcessInfo.processInfo.hostName.split(separator: ".").first.map(String.init)
      for word in ["thread", "second", "clock", "/", host ?? "/"]
      where word.count > 3 || word == "/" {
        #expect(!text.lowercased().contains(word.lowercased()), "\(word)")
      }
    }
  }

  /// The digest of the weights is what the system's own tool says.
  @Test func weightsHaveTheDigestOfTheReceipt() throws {
    try withTool { tool in
      #expect(try tool("gridworld with dqn --steps 700 --quiet --run-dir run").status == 0)
      let outcome = try tool.shell(
        "cd run; if command -v sha256sum >/dev/null; then sha256sum weights.safetensors; "
          + "else shasum -a 256 weights.safetensors; fi")
      let receipt = try tool.json("run/receipt.json")
      #expect(
        outcome.output.split(separator: " ").first.map(String.init) as String?
          == receipt["weights"] as? String)
    }
  }

  /// The keys of every object of a pretty JSON text ascend.
  private func expectSortedKeys(_ text: String) {
    var last: [Int: String] = [:]
    var count = 0
    for line in text.split(separator: "\n") {
      let depth = line.prefix { $0 == " " }.count
      last = last.filter { $0.key <= depth }
      guard line.contains("\" : "), let key = line.split(separator: "\"").dropFirst().first else {
        continue
      }
      if let earlier = last[depth] { #expect(earlier < String(key)) }
      last[depth] = String(key)
      count += 1
    }
    #expect(count > 20)
  }
}

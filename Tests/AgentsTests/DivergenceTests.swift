import Agents
import Environments
import Foundation
import RLFiles
import RLNet
import RLRandom
import RLRuns
import RLState
import Testing

/// A number that is infinite, or none, ends a run with a message, and never reaches a checkpoint.
@Suite struct DivergenceTests {
  /// Breaks at its 350th step.
  struct Breaking: Environment {
    enum Part: String, CaseIterable, Sendable { case observation, reward }
    let part: Part
    let value: Double
    var steps = 0

    var observationSpace: Box { Box(count: 3, low: -.infinity, high: .infinity) }
    var actionSpace: Discrete { Discrete(2) }

    mutating func reset(using generator: inout PCG64) {}

    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      steps += 1
      let reward = steps == 350 && part == .reward ? value : 1
      return Step(reward: reward, terminated: steps.isMultiple(of: 7))
    }

    func observe(into observation: inout MutableSpan<Float>) {
      observation[0] = 1
      observation[1] = steps == 350 && part == .observation ? Float(value) : 0
      observation[2] = 0.5
    }

    mutating func visitState(_ visitor: inout StateVisitor) {
      visitor.visit("steps", &steps)
    }
  }

  /// DQN whose weights become infinite, or no numbers, at step 350 without any loss.
  struct Overflowing: Agent {
    static let about = AgentDescription<DQN.Configuration>(
      "overflowing", "overflows", measures: DQN.about.measures, presets: [])
    var base: DQN

    static func policy(
      for spaces: Spaces, _ configuration: DQN.Configuration, using generator: inout PCG64
    ) throws(AgentFitError) -> ValuePolicy {
      try DQN.policy(for: spaces, configuration, using: &generator)
    }

    init(
      _ world: World, _ configuration: DQN.Configuration, _ streams: inout AgentStreams
    ) throws(AgentFitError) {
      base = try DQN(world, configuration, &streams)
    }

    mutating func advance(_ log: inout TransitionLog) {
      base.advance(&log)
      guard log.counters.steps == 350 else { return }
      let weight = Tensor(rows: Array(repeating: [.infinity, 0, .nan, 1], count: 4))
      base.policy.network = Sequential(
        Linear(weight: weight, bias: nil), ReLU(), Linear(weight: weight, bias: nil))
    }

    var policy: ValuePolicy { base.policy }
    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("base", &base) }
  }

  @Test(arguments: Breaking.Part.allCases, [Double.nan, .infinity, -.infinity])
  func anEnvironmentThatGivesNoNumbers(_ part: Breaking.Part, _ value: Double) throws {
    let registry = EnvironmentRegistry([
      EnvironmentEntry(id: "Breaking-v0", summary: "breaks") {
        TimeLimit(Breaking(part: part, value: value), limit: 100)
      }
    ])
    let name = part == .observation ? "observation[1]" : "the reward"
    for settings in [["learningStarts": "100"], ["learningStarts": "2000"]] {
      let error = try divergence(DQN.self, "breaking-v0", settings, registry)
      #expect(error.name == name && error.step == 350)
      #expect(error.value.bitPattern == value.bitPattern || error.value.isNaN && value.isNaN)
    }
    let error = try divergence(
      REINFORCE.self, "breaking-v0", ["episodesPerBatch": "1"], registry)
    #expect(error.name == name && error.step == 350)
  }

  @Test func weightsThatAreNoNumbers() throws {
    let error = try divergence(
      Overflowing.self, "cartpole", ["hidden": "4", "learningStarts": "2000"])
    #expect(error.name.hasSuffix("0.weight") && !error.value.isFinite)
    #expect((350...2000).contains(error.step))
  }

  @Test func aLossThatIsNoNumber() throws {
    let error = try divergence(
      DQN.self, "gridworld", ["stepReward": "1e38", "loss": "squared", "learningStarts": "100"])
    #expect(error.name == "loss" && !error.value.isFinite)
    #expect((101...110).contains(error.step))
    #expect(
      error.description.hasPrefix(
        "training diverged: loss is \(error.value) at step \(error.step); "))
  }

  /// Trains with a checkpoint each 50 steps, and gives how that ends.
  private func divergence<A: Agent>(
    _ agent: A.Type, _ environment: String, _ settings: [String: String],
    _ registry: EnvironmentRegistry = .builtIn
  ) throws -> DivergenceError {
    var request = RunRequest(
      environment: environment, agent: A.self == REINFORCE.self ? "reinforce" : "dqn")
    request.assignments = [.init(key: "steps", value: "2000")]
    for (key, value) in settings.sorted(by: { $0.key < $1.key }) {
      request.assignments.append(.init(key: key, value: value))
    }
    request.assignments += [.init(key: "stopReturn", value: "none")]
    request.assignments += [.init(key: "selectEvery", value: "0")]
    request.recording.checkpointEvery = 50
    let catalog = Catalog(environments: registry)
    let run = try AgentRun(request, in: catalog)
    let path = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: path) }
    let folder = try RunFolder.create(at: path.path)
    let prepared = try PreparedRun<Training<A>>(run, with: catalog)
    let session = try RunSession.begin(prepared, prepared.blank, in: folder)

    let error = try #require(throws: DivergenceError.self) {
      _ = try session.train(isInterrupted: { false }, watch: { _, _, _ in })
    }
    // What is left is readable, and without the number.
    let last = try #require(session.lastGoodCheckpoint)
    #expect(last >= 50 && last < max(error.step, 350))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.checkpoints.path)
    #expect(files.contains("\(last).safetensors"))
    for file in files {
      let state = try StateFile.read(folder.checkpoints / file)
      for case (let name, .float32(let values)) in state.entries.map({ ($0.name, $0.values) }) {
        #expect(values.allSatisfy { $0.isFinite }, "\(file): \(name)")
      }
    }
    let metrics = try String(contentsOfFile: folder.metricsFile.path, encoding: .utf8)
    #expect(metrics.hasPrefix("episode,step,") && metrics.hasSuffix("\n"))
    return error
  }
}

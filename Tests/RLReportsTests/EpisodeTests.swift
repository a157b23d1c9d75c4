import Agents
import Environments
import Foundation
import RLFigures
import RLFiles
import RLReports
import RLRuns
import Testing

@Suite struct EpisodeTests {
  @Test func anEpisodeIsTheOneThatIsEvaluated() throws {
    try withRun("CartPole-v1", DQN.self) { run in
      let episode = try RecordedEpisode(run, seed: 5, width: 540)
      let evaluation = run.evaluate(episodes: 1, seed: 5)
      let frames = episode.frames
      #expect(episode.length == evaluation.steps && episode.seed == 5)
      #expect(frames.map(\.step) == Array(0...evaluation.steps))
      #expect(frames.last?.total == evaluation.mean)
      #expect(episode.framesPerSecond == 50 && episode.stepsPerFrame == 1)
      #expect(episode.ending == .terminated && frames.last?.ending == .terminated)
      #expect(episode.actionNames == ["left", "right"] && episode.outputKind == .actionValues)
      #expect(frames[0].action == nil && frames[0].reward == 0)
      #expect(frames[0].caption == "step 0  return 0")
      for (before, frame) in zip(frames, frames.dropFirst()) {
        #expect(frame.reward == 1 && frame.total == Double(frame.step))
        #expect(frame.observation.count == 4 && frame.outputs.count == 2)
        // The action is the one that the network held best where it was taken.
        #expect(frame.action == .discrete(before.outputs[1] > before.outputs[0] ? 1 : 0))
        #expect(frame.scene.elements[..<7] == frames[0].scene.elements[..<7], "the track stays")
      }
      let last = try #require(frames.last)
      let name = last.action == .discrete(0) ? "left" : "right"
      #expect(
        last.caption
          == "step \(last.step)  return \(last.step)  action \(name)  (the episode ended)")
      #expect(abs(last.observation[2]) > Float(CartPole.angleLimit))
      #expect(try RecordedEpisode(run).seed == 1)
    }
  }

  @Test func aPolicyGivesProbabilities() throws {
    try withRun("GridWorld-v1", REINFORCE.self) { run in
      let episode = try RecordedEpisode(run)
      #expect(episode.outputKind == .probabilities && episode.framesPerSecond == 4)
      for frame in episode.frames {
        #expect(frame.outputs.count == 4 && frame.outputs.allSatisfy { $0 > 0 })
        #expect(abs(frame.outputs.reduce(0, +) - 1) < 1e-5)
        #expect(frame.scene.width == 256 && frame.scene.height == 192)
      }
    }
  }

  /// An untrained walker on the cliff walks against a wall for ever.
  @Test func ofALongEpisodeFewFramesAreKept() throws {
    try withRun("CliffWalking-v1", DQN.self) { run in
      let episode = try RecordedEpisode(run, frames: 100)
      #expect(episode.length == 10_000 && episode.ending == .cut)
      // 10 000 / 2⁷ is the first below 100.
      #expect(episode.stepsPerFrame == 128)
      #expect(episode.frames.map(\.step) == Array(stride(from: 0, to: 10_000, by: 128)) + [10_000])
      #expect(episode.frames.last?.total == run.evaluate(episodes: 1, seed: nil).mean)

      let short = try RecordedEpisode(run, steps: 12)
      #expect(short.frames.map(\.step) == Array(0...12))
      #expect(short.length == 12 && short.ending == nil)
      let least = try RecordedEpisode(run, steps: 9, frames: 2)
      #expect(least.frames.map(\.step) == [0, 9])
    }
  }

  @Test func anAnimationRestsAtItsEnd() throws {
    try withRun("GridWorld-v1", DQN.self) { run in
      let episode = try RecordedEpisode(run, steps: 3)
      let animation = episode.animation()
      #expect(animation.frames.count == episode.frames.count)
      #expect(animation.secondsPerFrame == 0.25 && animation.secondsAtEnd == 1)
      #expect(animation.frames[0].width == 280 && animation.frames[0].height == 192 + 44)
      let texts = try #require(animation.frames.last).elements.suffix(3).map { element in
        if case .text(let text) = element { text.string } else { "" }
      }
      let last = try #require(episode.frames.last)
      #expect(texts[0] == "step \(last.step)" && texts[1].hasPrefix("return -0."))
      #expect(texts[2] == last.action?.name(episode.actionNames))
      #expect(episode.animation(framesPerSecond: 0.5).secondsPerFrame == 2)
    }
  }

  @Test func episodesGoAtTheSpeedOfTheEnvironment() throws {
    for (id, speed) in [("MountainCar-v0", 30.0), ("Acrobot-v1", 15)] {
      try withRun(id, DQN.self) { run in
        let episode = try RecordedEpisode(run, steps: 5)
        #expect(episode.framesPerSecond == speed && episode.frames.count == 6)
        #expect(episode.actionNames == ["left", "none", "right"])
        #expect(Set(episode.frames.map(\.scene)).count == 6, "it moves")
      }
    }
  }

  /// Calls `body` with the run of an agent as it is before training.
  private func withRun<A: Agent>(
    _ environment: String, _ agent: A.Type, _ body: (SavedRun) throws -> Void
  ) throws {
    let parent = FileManager.default.temporaryDirectory
      .appending(path: "rlreports-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: parent) }
    let configuration = try AgentRun(RunRequest(environment: environment, agent: A.name))
    let folder = try RunFolder.create(at: parent.appending(path: "run").path)
    try configuration.write(to: folder)
    let training = try PreparedRun<Training<A>>(configuration, with: .builtIn).blank
    try writeDurably(
      training.weights(metadata: configuration.weightsMetadata), to: folder.weightsFile.path)
    try body(SavedRun(folder))
  }
}

import Environments
import RLRandom
import TestSupport
import Testing

/// Gymnasium's `SyncVectorEnv`, in each autoreset mode.
@Suite struct VectorTests {
  struct File: Decodable { var cases: [Case] }
  struct Case: Decodable {
    var mode: String
    var seed: UInt64
    var first: String
    var steps: [Row]
  }
  struct Row: Decodable {
    var actions, observations, rewards, flags, afterReset: String
    var final: [String]
  }

  static let modes: [String: AutoresetMode] = [
    "NEXT_STEP": .nextStep, "SAME_STEP": .sameStep, "DISABLED": .disabled,
  ]

  @Test func stepsEqualGymnasium() throws {
    let cases = try Fixture.load("vectors", as: File.self).cases
    #expect(Set(cases.map(\.mode)) == Set(Self.modes.keys))
    for recorded in cases {
      let mode = try #require(Self.modes[recorded.mode])
      var vector = VectorEnvironment(
        TimeLimit(CartPole(), limit: 15), count: 4, seed: 0, autoreset: mode)
      var observations = [Float](repeating: 0, count: 16)
      var rewards = [Double](repeating: 0, count: 4)
      var terminated = [Bool](repeating: false, count: 4)
      var truncated = terminated
      var observationSpan = observations.mutableSpan
      vector.reset(seed: recorded.seed, observations: &observationSpan)
      #expect(bits(observations) == recorded.first)

      for (index, row) in recorded.steps.enumerated() {
        do {
          var observationSpan = observations.mutableSpan
          var rewardSpan = rewards.mutableSpan
          var terminatedSpan = terminated.mutableSpan
          var truncatedSpan = truncated.mutableSpan
          vector.step(
            digits(row.actions).span, observations: &observationSpan, rewards: &rewardSpan,
            terminated: &terminatedSpan, truncated: &truncatedSpan)
        }
        let name = "\(recorded.mode), step \(index)"
        #expect(bits(observations) == row.observations, "\(name)")
        #expect(rewards.map { "\(Int($0))" }.joined() == row.rewards, "\(name)")
        let flags = zip(terminated, truncated).map {
          flag(Step(reward: 0, terminated: $0, truncated: $1))
        }
        #expect(flags.joined() == row.flags, "\(name)")
        for (member, final) in row.final.enumerated() where !final.isEmpty {
          #expect(bits(vector.finalObservations[member * 4..<member * 4 + 4]) == final, "\(name)")
        }
        let isDone = zip(terminated, truncated).map { $0 || $1 }
        #expect(
          vector.members.map(\.isOver)
            == (mode == .sameStep ? [false, false, false, false] : isDone))
        if mode == .disabled && isDone.contains(true) {
          var observationSpan = observations.mutableSpan
          vector.reset(where: isDone.span, observations: &observationSpan)
          #expect(bits(observations) == row.afterReset, "\(name)")
        }
      }
    }
  }

  @Test func membersHaveTheStreamsOfTheSequence() {
    var sequence = SeedSequence(3)
    let vector = VectorEnvironment(CartPole(), count: 2, sequence: &sequence)
    var again = SeedSequence(3)
    #expect(vector.members.map(\.generator) == again.spawn(2).map { PCG64($0) })
  }
}

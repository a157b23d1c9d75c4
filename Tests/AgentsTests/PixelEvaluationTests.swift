import Agents
import Environments
import RLNet
import RLRandom
import RLState
import Testing

/// Policies that see pictures, whose convolutions use threads too.
@Suite struct PixelEvaluationTests {
  @Test(arguments: ActingMode.allCases)
  func isTheSameForAnyThreadCount(_ mode: ActingMode) throws {
    let world = try World(TimeLimit(Snow(), limit: 5))
    var generator = PCG64(seed: 3)
    let policy = try PPO.policy(for: world.spaces, PPO.Configuration(), using: &generator)
    let evaluations = [1, 2, 8].map { threads in
      var sequence = SeedSequence(9)
      return withThreads(threads) {
        evaluate(policy, in: world, episodes: 70, mode: mode, sequence: &sequence)
      }
    }
    #expect(Set(evaluations[0].returns).count > 10)
    for evaluation in evaluations.dropFirst() { #expect(evaluation == evaluations[0]) }
  }
}

/// A picture drawn anew in each step; an action earns the brightness of its place.
private struct Snow: Environment {
  private var picture: [UInt8] = Array(repeating: 0, count: 36 * 36)
  var observationSpace: Pixels { Pixels(shape: [1, 36, 36]) }
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(using generator: inout PCG64) { draw(using: &generator) }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let reward = Double(picture[action])
    draw(using: &generator)
    return Step(reward: reward, terminated: false)
  }

  private mutating func draw(using generator: inout PCG64) {
    for index in picture.indices { picture[index] = UInt8(generator.integer(below: 256)) }
  }

  func observe(into observation: inout MutableSpan<UInt8>) {
    for index in picture.indices { observation[index] = picture[index] }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    var brightness = picture.map(Int.init)
    visitor.visit("picture", &brightness)
    picture = brightness.map { UInt8(truncatingIfNeeded: $0) }
  }
}

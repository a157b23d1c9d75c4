import Agents
import Environments
import RLState
import Testing

@Suite struct RolloutTests {
  private let spaces = Spaces(observation: .discrete(Discrete(5)), action: .discrete(Discrete(3)))

  private var twoSteps: Rollout {
    var rollout = Rollout(spaces, environments: 2)
    for step in 0..<2 {
      rollout.add(.integers([Int32(step), 4]), .discrete([2, step]), mask: nil)
      rollout.add([0.5, 1], ended: [step == 1, false], cut: [0], final: .integers([3, 2]))
    }
    return rollout
  }

  @Test func isSavedInTheMiddle() throws {
    let rollout = twoSteps
    let copy = try restored(rollout, into: Rollout(spaces, environments: 2))
    #expect(copy.stateEntries == rollout.stateEntries)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    let entries = twoSteps.stateEntries
    var other = Rollout(spaces, environments: 3)
    #expect(throws: StateError.self) { try other.loadState(entries) }
    other = Rollout(
      Spaces(observation: spaces.observation, action: .discrete(Discrete(2))), environments: 2)
    #expect(throws: StateError.self) { try other.loadState(entries) }
    other = Rollout(
      Spaces(
        observation: spaces.observation, action: .box(Box(count: 1, low: -1, high: 1))),
      environments: 2)
    #expect(throws: StateError.self) { try other.loadState(entries) }
  }
}

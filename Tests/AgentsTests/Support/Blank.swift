import Environments
import RLRandom
import RLState

/// An environment of any spaces in which nothing happens: what its world has seen is written by tests.
struct Blank<Observed: Space, Acted: Space>: Environment {
  let observationSpace: Observed
  let actionSpace: Acted

  mutating func reset(using generator: inout PCG64) {}

  mutating func step(_ action: Acted.Element, using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: false)
  }

  func observe(into observation: inout MutableSpan<Observed.Scalar>) {
    observation.withUnsafeMutableBytes { _ = $0.initializeMemory(as: UInt8.self, repeating: 0) }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {}
}

extension World {
  /// A world of one environment of these spaces.
  static func blank(
    _ observationSpace: some Space, _ actionSpace: some Space = Discrete(8)
  ) throws -> World {
    try World(Blank(observationSpace: observationSpace, actionSpace: actionSpace))
  }
}

extension Transitions {
  /// The step of one environment.
  func written(
    _ observations: Scalars, _ actions: Actions, _ step: Step, _ nextObservations: Scalars
  ) -> Transitions {
    var transitions = self
    transitions.observations = observations
    transitions.actions = actions
    transitions.rewards = [step.reward]
    transitions.terminated = [step.terminated]
    transitions.truncated = [step.truncated]
    transitions.nextObservations = nextObservations
    return transitions
  }
}

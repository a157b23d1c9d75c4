import Environments
import RLRandom
import RLState

/// A point that three actions push; it must stay within ±1. Observes position and velocity.
struct Glider: Environment {
  var position = 0.0
  var velocity = 0.0

  var observationSpace: Box { Box(count: 2, low: -.infinity, high: .infinity) }
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(using generator: inout PCG64) {
    position = generator.uniform(-0.5, 0.5)
    velocity = 0
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    velocity += 0.25 * Double(action - 1)
    position += 0.5 * velocity
    return Step(reward: 1 - position * position, terminated: abs(position) > 1)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(position)
    observation[1] = Float(velocity)
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("position", &position)
    visitor.visit("velocity", &velocity)
  }
}

/// Four cells in a row; the walk goes the other way with probability 1/4; the last cell ends it.
struct Corridor: Environment {
  var cell = 0

  var observationSpace: Discrete { Discrete(4) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) { cell = 0 }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let goesRight = (action == 1) != (generator.uniform() < 0.25)
    cell = goesRight ? cell + 1 : max(cell - 1, 0)
    return Step(reward: cell == 3 ? 1 : -0.125, terminated: cell == 3)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(cell) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("cell", &cell)
  }
}

/// One step; each action has its own reward. Without a state: it always observes 1.
struct Bandit: Environment {
  let rewards: [Double]
  /// Whether the step ends the problem; else a time limit cuts it off.
  var terminates = true

  var observationSpace: Box { Box(count: 1, low: 0, high: 1) }
  var actionSpace: Discrete { Discrete(rewards.count) }

  mutating func reset(using generator: inout PCG64) {}

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    Step(reward: rewards[action], terminated: terminates, truncated: !terminates)
  }

  func observe(into observation: inout MutableSpan<Float>) { observation[0] = 1 }

  mutating func visitState(_ visitor: inout StateVisitor) {}
}

/// One step from one of two states, drawn at the reset. From state 0 it leads to state 1 without a
/// reward and is cut off there; from state 1 it gives 1 and ends.
struct TwoStates: Environment {
  var state = 0

  var observationSpace: Discrete { Discrete(2) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) { state = generator.integer(below: 2) }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    defer { state = 1 }
    return state == 0
      ? Step(reward: 0, terminated: false, truncated: true) : Step(reward: 1, terminated: true)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(state) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("state", &state)
  }
}

/// Draws a ticket in 0 ..< 1 at the reset, and ends after 1 + ⌊10 · ticket⌋ steps with the ticket as
/// the only reward.
struct Raffle: Environment {
  var ticket = 0.0
  var left = 0

  var observationSpace: Box { Box(count: 1, low: 0, high: 10) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) {
    ticket = generator.uniform()
    left = 1 + Int(clamped: 10 * ticket)
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    left -= 1
    return Step(reward: left == 0 ? ticket : 0, terminated: left == 0)
  }

  func observe(into observation: inout MutableSpan<Float>) { observation[0] = Float(left) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("ticket", &ticket)
    visitor.visit("left", &left)
  }
}

/// Two states. In state 0, action 0 gives 1 and stays with probability ½, else gives 2 and ends;
/// action 1 leads to state 1, where every action gives 3 and ends.
struct CoinTable: TabularEnvironment {
  let table = TransitionTable(initialDistribution: [1, 0], actionCount: 2) { state, action in
    switch (state, action) {
    case (0, 0):
      [
        .init(probability: 0.5, nextState: 0, reward: 1, terminated: false),
        .init(probability: 0.5, nextState: 0, reward: 2, terminated: true),
      ]
    case (0, _): [.init(probability: 1, nextState: 1, reward: 0, terminated: false)]
    default: [.init(probability: 1, nextState: 1, reward: 3, terminated: true)]
    }
  }
  var state = 0

  var observationSpace: Discrete { Discrete(2) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) {
    state = table.sampleInitialState(using: &generator)
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let outcome = table.sampleOutcome(of: state, action: action, using: &generator)
    state = outcome.nextState
    return Step(reward: outcome.reward, terminated: outcome.terminated)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(state) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("state", &state)
  }
}

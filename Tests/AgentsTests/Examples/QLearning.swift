import Agents
import Environments
import RLNet
import RLRandom

/// Tabular Q-learning (Watkins 1989). A linear layer on one-hot states is the table.
struct QLearning: Agent {
  struct Configuration: AgentConfiguration {
    var steps = 20_000
    var selection = SelectionConfiguration()
    var exploration = 0.2

    static let settings: [Setting<Self>] = [
      Setting("steps", \.steps, .atLeast(1), "environment steps of the whole training"),
      Setting("exploration", \.exploration, .in(0...1), "ε"),
    ]
  }

  static let name = "q-learning"
  static let summary = "tabular Q-learning"
  static let presets = [Preset<Configuration>("default", "for tables")]

  let configuration: Configuration
  var environment: AnyEnvironment
  var generator: PCG64
  var table: Linear
  var tally = EpisodeTally()
  var counters = Counters()
  var network: Sequential { Sequential(table) }
  var diagnostics: [(name: String, value: Double)] { [] }

  init(_ world: AnyEnvironment, _ configuration: Configuration, sequence: inout SeedSequence) {
    self.configuration = configuration
    environment = world
    generator = PCG64(sequence.spawn(1)[0])
    let shape: Shape = [world.observationSpace.featureCount, world.actionSpace.n]
    table = Linear(weight: .zeros(shape), bias: nil)
    environment.reset(using: &generator)
  }

  mutating func advance(_ report: (Episode) -> Void) {
    let (state, actions) = (environment.tableState!, environment.actionSpace)
    func best(_ state: Int) -> Int {
      (0..<actions.n).max { table.weight[state, $0] < table.weight[state, $1] }!
    }
    let isRandom = generator.uniform() < configuration.exploration
    let action = isRandom ? actions.sample(using: &generator) : best(state)
    let step = environment.step(action, using: &generator)
    let next = environment.tableState!
    let future = step.terminated ? 0 : table.weight[next, best(next)]
    table.weight[state, action] += 0.1 * (Float(step.reward) + future - table.weight[state, action])
    (counters.steps, counters.updates) = (counters.steps + 1, counters.updates + 1)
    tally.add(step.reward)
    if step.isDone {
      report(tally.finish(terminated: step.terminated, &counters))
      environment.reset(using: &generator)
    }
  }
}

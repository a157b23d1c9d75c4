import Agents
import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

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
  static let (name, summary) = ("q-learning", "tabular Q-learning")
  static let presets = [Preset<Configuration>("default", "for tables")]

  let exploration: Double
  var environment: AnyEnvironment
  var generator: PCG64
  var table: Linear
  var tally = Tally()
  var network: Sequential { Sequential(table) }

  init(_ world: AnyEnvironment, _ configuration: Configuration, sequence: inout SeedSequence) {
    (exploration, environment) = (configuration.exploration, world)
    generator = PCG64(sequence.spawn(1)[0])
    table = Linear(weight: .zeros([world.table!.stateCount, world.actionSpace.n]), bias: nil)
    environment.reset(using: &generator)
  }

  mutating func advance(_ report: (Episode) -> Void) {
    let (before, state) = (environment.observation, environment.tableState!)
    let actions = environment.actionSpace
    func best(_ state: Int) -> Int {
      (0..<actions.n).max { table.weight[state, $0] < table.weight[state, $1] }!
    }
    let action =
      generator.uniform() < exploration ? actions.sample(using: &generator) : best(state)
    let step = environment.step(action, using: &generator)
    let next = environment.tableState!
    let future = step.terminated ? 0 : table.weight[next, best(next)]
    table.weight[state, action] += 0.1 * (Float(step.reward) + future - table.weight[state, action])
    tally.countUpdate()
    tally.add(before, action: action, step, environment.observation).map(report)
    if step.isDone { environment.reset(using: &generator) }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("environment", &environment)
    visitor.visit("generator", &generator)
    visitor.visit("table", &table)
    visitor.visit("tally", &tally)
  }
}

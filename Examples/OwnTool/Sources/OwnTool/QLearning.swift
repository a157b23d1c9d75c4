import Agents
import Environments
import RLNet
import RLRandom
import RLSettings
import RLState

/// Tabular Q-learning (Watkins 1989). A linear layer on one-hot states is the table.
struct QLearning: Agent {
  struct Configuration: AgentConfiguration {
    @Hyperparameter("environment steps of the whole training", .atLeast(1)) var steps = 20_000
    @Hyperparameter("ε", .in(0...1)) var epsilon = 0.2
    var selection = SelectionConfiguration()

    static let settings: [Setting<Self>] = [.init("steps", \.$steps), .init("epsilon", \.$epsilon)]
  }
  static let about = AgentDescription<Configuration>(
    "q-learning", "tabular Q-learning", presets: [Preset("default", "for tables")])

  let epsilon: Double
  var world: World
  var table: Linear
  var generator: PCG64
  var policy: ValuePolicy { ValuePolicy(Sequential(table)) }

  static func policy(
    for spaces: Spaces, _: Configuration, using _: inout PCG64
  ) throws(AgentFitError) -> ValuePolicy { ValuePolicy(Sequential(try table(for: spaces))) }

  static func table(for spaces: Spaces) throws(AgentFitError) -> Linear {
    let states = try spaces.discreteObservations(for: name)
    return Linear(weight: .zeros([states, try spaces.discreteActions(for: name)]), bias: nil)
  }

  init(_ world: World, _ configuration: Configuration, _ streams: inout AgentStreams)
    throws(AgentFitError)
  {
    (self.world, epsilon) = (world, configuration.epsilon)
    (table, generator) = (try Self.table(for: world.spaces), streams.next())
  }

  mutating func advance(_ log: inout TransitionLog) {
    func state(_ seen: Scalars) -> Int { Int(exactly: seen.floats(0..<1)[0])! }
    let (before, actions) = (state(world.observations), 0..<table.weight.shape[1])
    func best(_ s: Int) -> Int { actions.max { table.weight[s, $0] < table.weight[s, $1] }! }
    let explores = generator.uniform() < epsilon
    let action = explores ? generator.integer(below: actions.count) : best(before)
    world.step(.discrete([action]), &log)
    let (step, after) = (world.transitions.step(0), state(world.transitions.nextObservations))
    let next = step.terminated ? 0 : table.weight[after, best(after)]
    table.weight[before, action] += 0.1 * (Float(step.reward) + next - table.weight[before, action])
    log.countUpdate()
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("world", &world)
    visitor.visit("table", &table)
    visitor.visit("generator", &generator)
  }
}

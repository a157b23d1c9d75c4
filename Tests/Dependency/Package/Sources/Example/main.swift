import Agents
import Environments
import RLNet

// Ten steps of DQN, the last six of them with an update.
var configuration = DQN.Configuration()
configuration.steps = 10
configuration.learningStarts = 4
let environment = try AnyEnvironment(TimeLimit(Thermostat(), limit: 100))
var training = Training<DQN>(environment, configuration, seed: 1)
while !training.isFinished { training.advance() }

let counters = training.agent.counters
let values = training.network(Tensor(rows: [[-1], [0], [1]]))
let ends = stepRooms(8, steps: 100)
print(
  "\(counters.steps) steps, \(counters.updates) updates, values \(values.shape), \(ends) time limits"
)

import Agents
import Environments
import RLNet

// Ten steps of DQN, the last six of them with an update.
var configuration = DQN.Configuration()
configuration.steps = 10
configuration.learningStarts = 4
let environment = TimeLimit(Thermostat(), limit: 100)
var training = try Training<DQN>(environment, configuration, seed: 1)
while !training.isFinished { try training.advance() }

let counters = training.counters
let values = training.policy.network(Tensor(rows: [[-1], [0], [1]]))
let ends = stepRooms(8, steps: 100)
// A balloon that does not learn gets some -80.
let hovers = try trainHover(seed: 1) > -20
print(
  "\(counters.steps) steps, \(counters.updates) updates, values \(values.shape), "
    + "\(ends) time limits, \(hovers ? "hovers" : "falls")"
)

import Environments

/// Steps rooms side by side, heaters on and off in turn. Returns how often a time limit ended an
/// episode.
func stepRooms(_ count: Int, steps: Int) -> Int {
  var rooms = VectorEnvironment(TimeLimit(Thermostat(), limit: 50), count: count, seed: 1)
  var observations = [Float](repeating: 0, count: count * rooms.observationScalars)
  var rewards = [Double](repeating: 0, count: count)
  var terminated = [Bool](repeating: false, count: count)
  var truncated = terminated
  var ends = 0
  var observationSpan = observations.mutableSpan
  var rewardSpan = rewards.mutableSpan
  var terminatedSpan = terminated.mutableSpan
  var truncatedSpan = truncated.mutableSpan
  rooms.reset(observations: &observationSpan)
  for step in 0..<steps {
    let actions = [Int](repeating: step % 2, count: count)
    rooms.step(
      actions.span, observations: &observationSpan, rewards: &rewardSpan,
      terminated: &terminatedSpan, truncated: &truncatedSpan)
    for room in truncatedSpan.indices where truncatedSpan[room] { ends += 1 }
  }
  return ends
}

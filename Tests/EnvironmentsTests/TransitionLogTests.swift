import Environments
import RLRandom
import RLState
import Testing

/// The log counts, hashes and checks every transition.
@Suite struct TransitionLogTests {
  /// The bytes that the documentation names, joined here, and their SHA-256.
  @Test func hashIsThatOfTheDocumentedBytes() throws {
    try expectHash(TimeLimit(CartPole(), limit: 11))  // floats, discrete actions
    try expectHash(TimeLimit(Pendulum(), limit: 7))  // floats, continuous actions
    try expectHash(TimeLimit(FrozenLake(), limit: 9))  // numbers
    try expectHash(TimeLimit(Countdown(), limit: 5))
    try expectHash(Camera())  // bytes, two coordinates
  }

  private func expectHash(_ base: some Environment) throws {
    var world = try World(base, count: 3, seed: 1)
    var log = TransitionLog(world)
    var draws = PCG64(seed: 2)
    var bytes: [UInt8] = []
    var isFirst = [true, true, true]
    for index in 0..<60 {
      let actions = world.spaces.action.sampleActions(rows: 3, using: &draws)
      if index.isMultiple(of: 4) {
        world.step(actions, where: [true, false, index.isMultiple(of: 8)], &log)
      } else {
        world.step(actions, &log)
      }
      let transitions = world.transitions
      for row in transitions.rows {
        if isFirst[row] { add(transitions.observations, row) }
        switch actions {
        case .discrete(let numbers): add(Int64(numbers[row]))
        case .continuous(let numbers):
          let width = numbers.count / 3
          for number in numbers[row * width..<(row + 1) * width] { add(number.bitPattern) }
        }
        add(transitions.rewards[row].bitPattern)
        add(transitions.nextObservations, row)
        bytes.append(
          (transitions.terminated[row] ? 1 : 0) + (transitions.truncated[row] ? 2 : 0))
        isFirst[row] = transitions.isDone(row)
      }
      #expect(log.transitionHash == SHA256.hexDigest(of: bytes), "step \(index)")
    }
    #expect(log.counters.episodes > 0)

    func add(_ number: some FixedWidthInteger) {
      withUnsafeBytes(of: number.littleEndian) { bytes += $0 }
    }
    func add(_ scalars: Scalars, _ row: Int) {
      let place = row * scalars.count / 3..<(row + 1) * scalars.count / 3
      switch scalars {
      case .integers(let values): for value in values[place] { add(Float(value).bitPattern) }
      case .floats(let values): for value in values[place] { add(value.bitPattern) }
      case .bytes(let values): bytes += values[place]
      }
    }
  }

  /// Episodes, steps and returns, added up here.
  @Test func countsStepsAndEpisodes() throws {
    var world = try World(TimeLimit(Countdown(), limit: 4), count: 2, seed: 3)
    var log = TransitionLog(world, measures: 2)
    var (totals, lengths) = ([0.0, 0], [0, 0])
    var (steps, episodes) = (0, 0)
    for index in 0..<100 {
      if index == 30 { log.measure(1, 2.5) }
      if index == 60 { log.measure(from: 0, 1, 3) }
      world.step(.discrete([0, 0]), &log)
      var expected: [(total: Double, length: Int, terminated: Bool, endStep: Int)] = []
      for row in 0..<2 {
        steps += 1
        totals[row] += world.transitions.rewards[row]
        lengths[row] += 1
        guard world.transitions.isDone(row) else { continue }
        expected.append((totals[row], lengths[row], world.transitions.terminated[row], steps))
        (totals[row], lengths[row]) = (0, 0)
      }
      let ended = log.takeEpisodes()
      #expect(log.takeEpisodes().isEmpty)
      #expect(ended.count == expected.count)
      for (episode, expected) in zip(ended, expected) {
        episodes += 1
        #expect(episode.number == episodes && episode.endStep == expected.endStep)
        #expect(episode.total == expected.total && episode.length == expected.length)
        #expect(episode.terminated == expected.terminated)
        #expect(episode.measures == (index < 30 ? [nil, nil] : index < 60 ? [nil, 2.5] : [1, 3]))
      }
      if let last = ended.last, last.endStep == steps {
        #expect(last.transitionHash == log.transitionHash)
      }
      #expect(log.counters.steps == steps && log.counters.episodes == episodes)
    }
    #expect(episodes > 20 && log.counters.updates == 0)
    log.countUpdate()
    #expect(log.counters.updates == 1 && log.divergence == nil)
  }

  /// Two environments: the third steps are the fifth and the sixth of the log.
  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func namesTheFirstNumberThatIsNone(_ value: Double) throws {
    let observed = try #require(try divergence(Failing(observed: Float(value), reward: value)))
    #expect(observed.name == "observation[1]" && observed.step == 5)
    #expect(observed.value == value || observed.value.isNaN && value.isNaN)
    let rewarded = try #require(try divergence(Failing(reward: value)))
    #expect(rewarded.name == "the reward" && rewarded.step == 5)
    #expect(rewarded.value == value || rewarded.value.isNaN && value.isNaN)
    #expect(rewarded.description.contains("the reward is \(value) at step 5"))
  }

  /// An agent acts on what an episode begins with before that is part of a transition.
  @Test func namesWhatAnEpisodeBeginsWith() throws {
    let start = TransitionLog(try World(Failing(begins: [.nan]), count: 2, seed: 1))
    #expect(start.divergence?.name == "observation[1]" && start.divergence?.step == 0)

    var world = try World(TimeLimit(Failing(begins: [0, .infinity]), limit: 2), count: 2, seed: 1)
    var log = TransitionLog(world)
    world.step(.discrete([0, 0]), &log)
    #expect(log.divergence == nil)
    world.step(.discrete([0, 0]), &log)
    let found = try #require(log.divergence)
    #expect(found.name == "observation[1]" && found.value == .infinity && found.step == 4)
  }

  @Test func largeNumbersAreNumbers() throws {
    let largest = Failing(
      observed: .greatestFiniteMagnitude, reward: -.greatestFiniteMagnitude)
    #expect(try divergence(largest) == nil)
    #expect(try divergence(Failing(observed: -0.0, reward: .leastNonzeroMagnitude)) == nil)
  }

  private func divergence(_ environment: Failing) throws -> DivergenceError? {
    var world = try World(environment, count: 2, seed: 1)
    var log = TransitionLog(world)
    for step in 1...5 {
      world.step(.discrete([0, 1]), &log)
      if step == 2 { #expect(log.divergence == nil) }
    }
    return log.divergence
  }

  @Test func theFirstWeightThatIsNoneCounts() throws {
    var world = try World(CartPole(), count: 3, seed: 1)
    var log = TransitionLog(world)
    world.step(.discrete([0, 0, 0]), &log)
    log.noteWeight("online.0.weight", .infinity)
    log.noteWeight("online.0.bias", .nan)
    #expect(log.weightDivergence?.name == "online.0.weight" && log.weightDivergence?.step == 3)
    #expect(log.divergence == nil)
  }

  /// What is kept of a step is what happened, and nothing is kept unless it was asked for.
  @Test func traceIsWhatHappened() throws {
    var world = try World(TimeLimit(Pendulum(), limit: 3), count: 2, seed: 1)
    var log = TransitionLog(world)
    world.step(.continuous([0, 0]), &log)
    #expect(log.trace == nil)
    log.trace = []
    for step in 2...5 {
      let (seen, own) = (world.observations, [Float(step) / 8, -1])
      world.step(.continuous(own), &log)
      let trace = try #require(log.trace)
      #expect(trace.count == 2 * (step - 1))
      for (row, entry) in trace.suffix(2).enumerated() {
        let place = 3 * row..<3 * row + 3
        #expect(entry.number == 2 * (step - 1) + row + 1 && entry.environment == row)
        #expect(entry.firstObservation == (step == 4 ? seen.floats(place) : []))
        #expect(entry.action == .continuous([own[row]]))
        #expect(entry.step == world.transitions.step(row))
        #expect(entry.nextObservation == world.transitions.nextObservations.floats(place))
      }
    }
  }

  @Test func goesOnFromItsState() throws {
    var world = try World(TimeLimit(Countdown(), limit: 4), count: 2, seed: 3)
    var log = TransitionLog(world, measures: 2)
    log.measure(1, 0.5)
    for _ in 0..<11 { world.step(.discrete([0, 1]), &log) }
    log.countUpdate()
    _ = log.takeEpisodes()
    var other = TransitionLog(world, measures: 2)
    try other.loadState(log.stateEntries)
    for _ in 0..<11 {
      var copy = world
      world.step(.discrete([0, 0]), &log)
      copy.step(.discrete([0, 0]), &other)
      #expect(other.takeEpisodes() == log.takeEpisodes())
    }
    #expect(other.transitionHash == log.transitionHash && other.counters == log.counters)
    #expect(other.measures == [nil, 0.5])
  }
}

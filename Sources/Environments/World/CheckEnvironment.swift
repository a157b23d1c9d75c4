import RLRandom
import RLState

/// What `checkEnvironment` found.
public struct EnvironmentProblem: Error, Hashable, CustomStringConvertible {
  /// The type of the environment.
  public let environment: String
  /// What is wrong, where, and what was expected.
  public let description: String
}

/// Plays an environment of one's own with random actions, and checks that it keeps what it promises:
///
/// - its spaces are such as agents know, observations lie in their space and are finite, also the last
///   one of an episode, and observing writes every scalar and changes nothing;
/// - rewards are finite; where there are masks, they allow something;
/// - the same stream gives the same episode, bit for bit, from a copy, and after a round trip of the
///   state that `visitState` shows;
/// - episodes end within `longest` steps, or within the time limit;
/// - what it says of itself fits: there are as many names as actions, depictions keep their size, and a
///   phase plane's corners are seen as observations of the space.
///
/// ```swift
/// try checkEnvironment(Thermostat())
/// ```
///
/// - Parameters:
///   - seeds: an episode is played for each.
///   - longest: steps in which an episode without a time limit must end.
/// - Throws: `EnvironmentProblem` at the first thing that is wrong; `WorldError` where no world can be
///   made of it.
public func checkEnvironment<Base: Environment>(
  _ environment: Base, seeds: some Sequence<UInt64> = 1...20, longest: Int = 100_000
) throws {
  let check = EnvironmentCheck(
    environment: environment, spaces: try World(environment).spaces,
    limit: timeLimit(of: environment) ?? longest)
  for seed in seeds { try check.play(seed: seed) }
  if let problem = try problemOfLooks(of: environment) { throw check.problem(problem) }
}

/// One environment, and what is known of it.
private struct EnvironmentCheck<Base: Environment> {
  typealias Scalar = Base.ObservationSpace.Scalar

  let environment: Base
  let spaces: Spaces
  let limit: Int

  /// Plays an episode, and beside it a copy that is written down and read back at each step.
  func play(seed: UInt64) throws {
    var (first, second) = (environment, environment)
    var streams = [PCG64(seed: seed), PCG64(seed: seed)]
    var actionStream = PCG64(seed: seed ^ 0x5851_F42D)
    first.reset(using: &streams[0])
    second.reset(using: &streams[1])
    var step = 0
    while true {
      try compare(first, second, seed, step)
      let mask = try possibleActions(first, seed, step)
      let action = randomAction(mask, using: &actionStream)
      guard let element = environment.actionSpace.action(action, at: 0) else {
        throw problem("its action space cannot read \(action)")
      }
      second = try roundTrip(second, seed, step)
      let results = [
        first.step(element, using: &streams[0]), second.step(element, using: &streams[1]),
      ]
      step += 1
      guard results[0].reward.isFinite else {
        throw problem("step \(step) of seed \(seed) rewards \(results[0].reward)")
      }
      guard
        results[0].reward.bitPattern == results[1].reward.bitPattern
          && results[0].isDone == results[1].isDone && streams[0] == streams[1]
      else {
        throw problem(
          "step \(step) of seed \(seed) differs after a round trip of the state: \(results[0]) and "
            + "\(results[1]); does visitState show all that changes?")
      }
      if results[0].isDone {
        try compare(first, second, seed, step)
        try compareAfterReset(first, seed)
        return
      }
      if step >= limit {
        throw problem(
          "an episode of seed \(seed) has not ended after \(limit) steps of random actions; give it "
            + "a limit, as in TimeLimit(environment, limit: 500)")
      }
    }
  }

  /// A used environment begins again as a fresh one does.
  private func compareAfterReset(_ used: Base, _ seed: UInt64) throws {
    var (used, fresh) = (used, environment)
    var streams = [PCG64(seed: seed), PCG64(seed: seed)]
    var actionStream = PCG64(seed: seed)
    used.reset(using: &streams[0])
    fresh.reset(using: &streams[1])
    for step in 0..<20 {
      guard try observation(used, "") == observation(fresh, "") else {
        throw problem(
          "after a reset of seed \(seed), step \(step), a used environment shows something else than a "
            + "fresh one; reset(using:) must begin everything again")
      }
      let mask = try possibleActions(fresh, seed, step)
      let action = randomAction(mask, using: &actionStream)
      guard let element = environment.actionSpace.action(action, at: 0) else { return }
      let results = [
        used.step(element, using: &streams[0]), fresh.step(element, using: &streams[1]),
      ]
      guard results[0] == results[1] else {
        throw problem(
          "after a reset of seed \(seed), step \(step + 1) of a used environment gives \(results[0]), "
            + "that of a fresh one \(results[1]); reset(using:) must begin everything again")
      }
      if results[0].isDone { return }
    }
  }

  /// Compares what is seen in both, which must lie in the space.
  private func compare(_ first: Base, _ second: Base, _ seed: UInt64, _ step: Int) throws {
    let place = "step \(step) of seed \(seed)"
    let seen = try observation(first, place)
    // First of all, since what is no number equals nothing.
    let floats = seen.floats(0..<seen.count)
    if let index = floats.firstIndex(where: { !$0.isFinite }) {
      throw problem("observation[\(index)] is \(floats[index]) at \(place)")
    }
    guard seen == (try observation(second, place)) else {
      throw problem(
        "the observations at \(place) differ between two copies with the same stream; a copy must "
          + "be a copy of the future, and visitState must show all that changes")
    }
    guard seen == (try observation(first, place)) else {
      throw problem("observing twice at \(place) gives different observations")
    }
    guard spaces.observation.contains(seen, row: 0) else {
      throw problem(
        "the observation \(floats.prefix(20)) at \(place) is not in its space, "
          + "\(spaces.observation)\(bounds(floats))")
    }
  }

  /// Where a coordinate leaves its bounds.
  private func bounds(_ values: [Float]) -> String {
    guard case .box(let box) = spaces.observation,
      let index = values.indices.first(where: {
        !(box.low[$0] <= values[$0] && values[$0] <= box.high[$0])
      })
    else { return "" }
    return
      ": coordinate \(index) is \(values[index]), and its bounds are \(box.low[index]) and "
      + "\(box.high[index])"
  }

  /// What is seen, every scalar of it.
  private func observation(_ environment: Base, _ place: String) throws -> Scalars {
    let width = environment.observationSpace.count
    guard width > 0 else { throw problem("its observations are empty: its space has no scalars") }
    let seen = wholeObservation(of: environment)
    if let index = seen.unwritten {
      throw problem("observe(into:) leaves scalar \(index) of \(width) unwritten at \(place)")
    }
    return Scalar.scalars(seen.scalars)
  }

  private func possibleActions(
    _ environment: Base, _ seed: UInt64, _ step: Int
  ) throws -> ActionMask? {
    guard Base.hasActionMask, case .discrete(let space) = spaces.action else { return nil }
    var flags = Array(repeating: false, count: space.n)
    var span = flags.mutableSpan
    environment.writeActionMask(into: &span)
    guard flags.contains(true) else {
      throw problem("its mask allows no action at step \(step) of seed \(seed)")
    }
    return ActionMask(flags, actions: space.n)
  }

  private func randomAction(_ mask: ActionMask?, using generator: inout PCG64) -> Actions {
    guard let mask else { return spaces.action.sampleActions(rows: 1, using: &generator) }
    let possible = (0..<mask.actions).filter { mask.isAllowed[$0] }
    return .discrete([possible[generator.integer(below: possible.count)]])
  }

  /// The environment as its state says it is.
  private func roundTrip(_ environment: Base, _ seed: UInt64, _ step: Int) throws -> Base {
    var read = self.environment
    do {
      try read.loadState(environment.stateEntries)
    } catch {
      throw problem("its state of step \(step) of seed \(seed) cannot be read back: \(error)")
    }
    return read
  }

  func problem(_ text: String) -> EnvironmentProblem {
    EnvironmentProblem(environment: "\(Base.self)", description: "\(Base.self): \(text)")
  }
}

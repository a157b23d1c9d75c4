import RLState

/// What happened in a world so far: it counts steps, episodes and updates, keeps a running hash over
/// every transition, and notes the first number that is none.
///
/// Two runs whose hashes are equal have seen and done the same, bit for bit. Every step of a world
/// passes through its log, so no agent can forget to count.
public struct TransitionLog: Sendable {
  /// What has been done so far.
  public private(set) var counters = Counters()
  /// What the algorithm has measured, by its place in the agent's list; nil before it was.
  public private(set) var measures: [Double?]
  /// The episodes that ended since they were last taken.
  public private(set) var endedEpisodes: [Episode] = []
  /// The first number from an environment that is infinite or not a number.
  public private(set) var divergence: DivergenceError?
  /// The first weight that an update has made infinite or not a number.
  public private(set) var weightDivergence: DivergenceError?
  /// The transitions since it was set to an empty list; nil to keep none.
  package var trace: [TransitionTrace]?
  private var hash = SHA256()
  private let space: AnySpace
  private let actionDimensions: Int
  /// The return so far of the episode in each environment.
  private var totals: [Double]
  /// The steps of the episode in each environment.
  private var lengths: [Int]

  /// - Parameters:
  ///   - world: in which the steps are.
  ///   - measures: how many numbers the algorithm measures of itself.
  public init(_ world: World, measures: Int = 0) {
    space = world.spaces.observation
    actionDimensions = world.spaces.action.count
    totals = Array(repeating: 0, count: world.count)
    lengths = Array(repeating: 0, count: world.count)
    self.measures = Array(repeating: nil, count: measures)
    for row in 0..<world.count where divergence == nil { checkFirst(world.observations, row) }
  }

  /// How many environments there are.
  package var environmentCount: Int { totals.count }

  /// SHA-256, in hexadecimal digits, of all transitions so far in the order in which they were added.
  ///
  /// A transition is the observation before it, where it begins an episode, the action, the reward,
  /// the observation after it, and a byte that is 1 where the episode terminated plus 2 where it was
  /// truncated; all numbers little-endian. A discrete observation is hashed as a float, a discrete
  /// action as a 64-bit integer, everything else as it is stored.
  public var transitionHash: String { hash.hexDigest }

  /// Counts a gradient step.
  public mutating func countUpdate() { counters.updates += 1 }

  /// Keeps a number that the algorithm has measured.
  public mutating func measure(_ index: Int, _ value: Double) { measures[index] = value }

  /// Keeps numbers that the algorithm has measured, from a place in the agent's list on.
  public mutating func measure(from index: Int, _ values: Double...) {
    for (offset, value) in values.enumerated() { measures[index + offset] = value }
  }

  /// Notes a weight that is infinite or not a number, which ends a training; the first one counts.
  public mutating func noteWeight(_ name: String, _ value: Double) {
    if weightDivergence == nil { weightDivergence = divergence(name, value) }
  }

  /// Notes what an environment does that training cannot go on with; the first one counts.
  mutating func noteProblem(_ problem: String) {
    if divergence == nil { divergence = DivergenceError(problem, step: counters.steps) }
  }

  private func divergence(_ name: String, _ value: Double) -> DivergenceError {
    DivergenceError(
      name: name, value: value, step: counters.steps, advice: Self.divergenceAdvice)
  }

  package static let divergenceAdvice = "smaller rewards"

  /// The episodes that ended since the last call.
  package mutating func takeEpisodes() -> [Episode] {
    defer { endedEpisodes.removeAll(keepingCapacity: true) }
    return endedEpisodes
  }

  /// Adds the steps of the environments that took one.
  ///
  /// - Parameter observations: what is seen after it, of new episodes what they begin with: an agent
  ///   acts on that before it is part of a transition.
  mutating func add(_ transitions: borrowing Transitions, _ observations: Scalars) {
    defer {
      for row in transitions.rows where divergence == nil && transitions.isDone(row) {
        checkFirst(observations, row)
      }
    }
    switch (transitions.observations, transitions.nextObservations) {
    case (.floats(let before), .floats(let after)):
      add(transitions, before.span, after.span) {
        $0.update($1)
      } isFinite: { numbers in
        // A finite number times 0 is 0; an infinite one, or none, is not a number.
        var sum = Float(0)
        for index in numbers.indices { sum += numbers[index] * 0 }
        return sum == 0 ? nil : numbers.indices.first { !numbers[$0].isFinite }
      }
    case (.integers(let before), .integers(let after)):
      add(transitions, before.span, after.span) { hash, numbers in
        for index in numbers.indices { hash.update(Float(numbers[index]).bitPattern) }
      } isFinite: { _ in
        nil
      }
    case (.bytes(let before), .bytes(let after)):
      add(transitions, before.span, after.span) { hash, numbers in
        numbers.withUnsafeBufferPointer { hash.update(UnsafeRawBufferPointer($0)) }
      } isFinite: { _ in
        nil
      }
    default: fatalError("TransitionLog: observations of different types")
    }
  }

  /// Notes the first number that is none among those that an episode begins with.
  private mutating func checkFirst(_ observations: Scalars, _ row: Int) {
    guard case .floats(let numbers) = observations else { return }
    let width = space.count
    for index in 0..<width where !numbers[row * width + index].isFinite {
      divergence = divergence("observation[\(index)]", Double(numbers[row * width + index]))
      return
    }
  }

  private mutating func add<Scalar>(
    _ transitions: borrowing Transitions, _ before: Span<Scalar>, _ after: Span<Scalar>,
    _ update: (inout SHA256, Span<Scalar>) -> Void, isFinite firstBad: (Span<Scalar>) -> Int?
  ) {
    let width = space.count
    for row in transitions.rows {
      let place = row * width..<(row + 1) * width
      let next = after.extracting(place)
      let step = transitions.step(row)
      let isFirst = lengths[row] == 0
      if isFirst { update(&hash, before.extracting(place)) }
      hashAction(transitions.actions, row)
      hash.update(step.reward.bitPattern)
      update(&hash, next)
      hash.update(UInt8(step.terminated ? 1 : 0) | UInt8(step.truncated ? 2 : 0))
      counters.steps += 1
      totals[row] += step.reward
      lengths[row] += 1
      if divergence == nil {
        if let bad = firstBad(next) {
          let value = transitions.nextObservations.floats(place)[bad]
          divergence = divergence("observation[\(bad)]", Double(value))
        } else if !step.reward.isFinite {
          divergence = divergence("the reward", step.reward)
        }
      }
      if trace != nil { keepTrace(transitions, row, isFirst) }
      if step.isDone { finish(row, step) }
    }
  }

  private mutating func hashAction(_ actions: Actions, _ row: Int) {
    switch actions {
    case .discrete(let numbers): hash.update(UInt64(bitPattern: Int64(numbers[row])))
    case .continuous(let coordinates):
      let place = row * actionDimensions..<(row + 1) * actionDimensions
      hash.update(coordinates.span.extracting(place))
    }
  }

  private mutating func keepTrace(
    _ transitions: borrowing Transitions, _ row: Int, _ isFirst: Bool
  ) {
    let place = row * space.count..<(row + 1) * space.count
    trace?.append(
      TransitionTrace(
        number: counters.steps, environment: row,
        firstObservation: isFirst ? transitions.observations.floats(place) : [],
        action: transitions.actions.action(at: row, dimensions: actionDimensions),
        step: transitions.step(row), nextObservation: transitions.nextObservations.floats(place)))
  }

  private mutating func finish(_ environment: Int, _ step: Step) {
    counters.episodes += 1
    endedEpisodes.append(
      Episode(
        number: counters.episodes, endStep: counters.steps, total: totals[environment],
        length: lengths[environment], terminated: step.terminated, hash: hash,
        measures: measures))
    totals[environment] = 0
    lengths[environment] = 0
  }
}

extension TransitionLog: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    let counts = 0...1 << 53
    visitor.visit("steps", &counters.steps, in: counts)
    visitor.visit("episodes", &counters.episodes, in: counts)
    visitor.visit("updates", &counters.updates, in: counts)
    visitor.visit("hash", &hash)
    visitor.visit("totals", &totals, count: totals.count)
    visitor.visit("lengths", &lengths, count: lengths.count, in: counts)
    // What has not been measured is not a number, which nothing measured can be.
    var values = measures.map { $0 ?? .nan }
    visitor.visit("measures", &values, count: measures.count, allowingAll: true)
    measures = values.map { $0.isNaN ? nil : $0 }
  }
}

import Environments
import RLNet
import RLRandom
import RLState

/// The latest transitions, from which agents learn in random order (Lin 1992; Mnih et al. 2015).
///
/// What was seen is kept once, in the environment's own scalars: the observation after a step is that
/// before the next one, and only where an episode ended it is kept beside. A transition of CartPole
/// takes 29 bytes. All lies in pages that copies of the buffer share, so that a checkpoint does not
/// copy it.
public struct ReplayBuffer: Sendable {
  /// Transitions kept at most; after that each new one replaces the oldest.
  public let capacity: Int
  /// Transitions added so far, also those that have been replaced.
  public private(set) var added = 0
  /// Steps from an observation to the one that its value is bootstrapped from; 1 unless stated.
  public let steps: Int
  /// γ.
  public let discount: Float

  private let spaces: Spaces
  private let environments: Int
  private var frames: Frames
  private var discreteActions = PagedArray<Int32>(width: 1)
  private var continuousActions: PagedArray<Float>
  private var rewards = PagedArray<Float>(width: 1)
  /// 1 where an episode terminated plus 2 where it was truncated.
  private var endings = PagedArray<UInt8>(width: 1)
  private var masks: MaskHistory?
  private var priorities: PrioritizedPlaces?

  /// A buffer for the transitions of a world.
  ///
  /// - Parameters:
  ///   - capacity: transitions kept at most, at least 1.
  ///   - steps: of an n-step return, at least 1.
  ///   - discount: γ.
  ///   - priorityExponent: α ≥ 0 of prioritised replay; nil to draw transitions uniformly.
  public init(
    of world: World, capacity: Int, steps: Int = 1, discount: Float, priorityExponent: Double? = nil
  ) {
    guard capacity >= 1 else { fatalError("a replay buffer holds at least 1 transition") }
    guard steps >= 1 else { fatalError("a return has at least 1 step, not \(steps)") }
    self.capacity = capacity
    self.steps = steps
    self.discount = discount
    spaces = world.spaces
    environments = world.count
    frames = Frames(of: world)
    continuousActions = PagedArray(width: max(1, spaces.action.count))
    masks = world.actionMask.map { MaskHistory(actions: $0.actions) }
    priorities = priorityExponent.map { PrioritizedPlaces(capacity: capacity, exponent: $0) }
  }

  /// Transitions that can be sampled.
  public var count: Int { min(added, capacity) }

  /// Adds a step of every environment.
  ///
  /// - Parameter actions: as the agent means them, such as in −1...1; those of the transitions unless
  ///   stated.
  public mutating func add(_ transitions: borrowing Transitions, actions: Actions? = nil) {
    guard transitions.rows.count == environments, transitions.count == environments else {
      fatalError(
        "ReplayBuffer: a step of \(transitions.rows.count) of \(environments) environments")
    }
    for row in 0..<environments {
      let place = added % capacity
      let isNew = added < capacity
      frames.add(transitions, row, at: place, isNew: isNew)
      switch actions ?? transitions.actions {
      case .discrete(let numbers):
        discreteActions.set(place, Int32(truncatingIfNeeded: numbers[row]), isNew: isNew)
      case .continuous(let coordinates):
        let width = continuousActions.width
        continuousActions.set(
          place, coordinates.span.extracting(row * width..<(row + 1) * width), isNew: isNew)
      }
      rewards.set(place, Float(transitions.rewards[row]), isNew: isNew)
      let ending =
        (transitions.terminated[row] ? 1 : 0) + (transitions.truncated[row] ? 2 : 0) as UInt8
      endings.set(place, ending, isNew: isNew)
      masks?.add(transitions, row, at: place, isNew: isNew)
      priorities?.add(at: place)
      added += 1
    }
    frames.latest = transitions.nextObservations
  }

  /// Transitions drawn with replacement: uniformly, or in proportion to their priorities. An empty
  /// buffer stops the program.
  ///
  /// - Parameter beta: β in 0...1 of prioritised replay: how much of the bias the weights take away.
  public func sample(
    _ batchSize: Int, beta: Double = 1, using generator: inout PCG64
  ) -> Batch {
    guard let priorities else {
      return batch((0..<batchSize).map { _ in generator.integer(below: count) })
    }
    let draw = priorities.sample(batchSize, beta: beta, using: &generator)
    return batch(draw.places, weights: draw.weights)
  }

  /// Takes over the errors of transitions that were learned from, where replay is prioritised.
  ///
  /// - Parameters:
  ///   - places: of the transitions, as a batch has them.
  ///   - errors: of each, of either sign.
  public mutating func update(_ places: [Int], errors: [Double]) {
    priorities?.update(places, errors: errors)
  }

  /// The transitions at places, 0 ..< count.
  ///
  /// - Parameter weights: of their losses; 1 unless stated.
  public func batch(_ places: [Int], weights: [Float]? = nil) -> Batch {
    var lasts = places
    var returns = Array(repeating: Float(0), count: places.count)
    var discounts = returns
    for (index, place) in places.enumerated() {
      (lasts[index], returns[index], discounts[index]) = walk(from: place)
    }
    let width = spaces.observation
    return Batch(
      observations: width.features(of: frames.before(places), rows: places.indices),
      actions: actions(places), rewards: Tensor(returns),
      nextObservations: width.features(
        of: frames.after(lasts.map { ($0, number(at: $0), isEnd($0)) }, added: added),
        rows: places.indices),
      discounts: Tensor(discounts), places: places, weights: weights.map { Tensor($0) },
      nextMask: masks?.after(lasts))
  }

  /// The last transition of the n-step return from a place on, the return, and what the value beyond
  /// counts: it stops where an episode ends, and at the newest transition.
  private func walk(from place: Int) -> (last: Int, total: Float, discount: Float) {
    var (last, total, factor) = (place, Double(rewards[place]), Double(discount))
    for _ in 1..<max(1, steps) {
      let next = number(at: last) + environments
      guard !isEnd(last), next < added else { break }
      last = next % capacity
      total += factor * Double(rewards[last])
      factor *= Double(discount)
    }
    return (last, Float(total), endings[last] & 1 == 1 ? 0 : Float(factor))
  }

  private func isEnd(_ place: Int) -> Bool { endings[place] != 0 }

  /// How many transitions came before that at a place.
  private func number(at place: Int) -> Int {
    let newest = added - 1
    return newest - (newest - place) % capacity
  }

  private func actions(_ places: [Int]) -> Actions {
    switch spaces.action {
    case .box: .continuous(continuousActions.gather(places))
    default: .discrete(places.map { Int(discreteActions[$0]) })
    }
  }

  /// Transitions as a network sees them.
  public struct Batch: Sendable {
    /// `[batch] + featureShape`.
    public let observations: Tensor
    /// One a row.
    public let actions: Actions
    /// `[batch]`: the sum of rewards, discounted where there are several steps.
    public let rewards: Tensor
    /// `[batch] + featureShape`.
    public let nextObservations: Tensor
    /// `[batch]`: what the value of the next state counts; γⁿ, or 0 where the episode terminated.
    public let discounts: Tensor
    /// Where the transitions are in the buffer, `[batch]`.
    public let places: [Int]
    /// `[batch]`: what each loss counts; 1 unless replay is prioritised.
    public let weights: Tensor
    /// Which actions are possible in the next states.
    public let nextMask: ActionMask?

    package init(
      observations: Tensor, actions: Actions, rewards: Tensor, nextObservations: Tensor,
      discounts: Tensor, places: [Int], weights: Tensor? = nil, nextMask: ActionMask? = nil
    ) {
      self.observations = observations
      self.actions = actions
      self.rewards = rewards
      self.nextObservations = nextObservations
      self.discounts = discounts
      self.places = places
      self.weights = weights ?? .ones([places.count])
      self.nextMask = nextMask
    }
  }
}

extension ReplayBuffer: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("added", &added)
    let expected = max(0, count)
    frames.visitState(&visitor, rows: expected)
    switch spaces.action {
    case .box: visitor.visit("actions", &continuousActions, rows: expected)
    default: visitor.visit("actions", &discreteActions, rows: expected)
    }
    visitor.visit("rewards", &rewards, rows: expected)
    visitor.visit("endings", &endings, rows: expected)
    masks?.visitState(&visitor, rows: expected)
    if priorities != nil { visitor.visit("priorities", &priorities!) }
    if visitor.isReading { refuseDisagreement(&visitor) }
  }

  private func refuseDisagreement(_ visitor: inout StateVisitor) {
    if added < 0 || !added.isMultiple(of: environments) {
      visitor.refuse(
        "added", found: "\(added)", expected: "whole steps of \(environments) environments")
    }
    if !(0..<endings.count).allSatisfy({ endings[$0] <= 3 }) || !frames.agree(with: endings) {
      visitor.refuse(
        "endings", found: "ends that are not those of what was seen",
        expected: "1 to 3 where a last observation is kept, and 0 elsewhere")
    }
    frames.refuseOthers(&visitor, than: spaces.observation)
    if case .box(let box) = spaces.action {
      let values = continuousActions.gather(Array(0..<continuousActions.count))
      // What was rounded may be a little beyond.
      let other = values.indices.first { index in
        let (low, high) = (box.low[index % box.count], box.high[index % box.count])
        let margin = (high - low) / 1000
        return !(low - margin...high + margin).contains(values[index])
      }
      if let other {
        visitor.refuse("actions", found: "\(values[other])", expected: "an action of \(box)")
      }
    }
    guard case .discrete(let space) = spaces.action else { return }
    for place in 0..<discreteActions.count where !space.contains(Int(discreteActions[place])) {
      visitor.refuse(
        "actions", found: "\(discreteActions[place])", expected: "0 to \(space.n - 1)")
      break
    }
  }
}

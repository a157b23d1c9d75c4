import Environments
import RLNet
import RLState

/// What a policy saw and did in environments side by side, `[steps, environments]`, row by row:
/// row `step * environments + environment`.
///
/// Observations are as the networks take them: normalised, where the policy normalises.
package struct Rollout: Sendable {
  package let spaces: Spaces
  package let environments: Int
  /// Before each action, `[rows, scalars]`.
  private var observations: Scalars
  /// Discrete actions, `[rows]`.
  private var numbers: [Int] = []
  /// Continuous actions as they were drawn, within bounds or not, `[rows, dimensions]`.
  private var coordinates: [Float] = []
  /// Which actions were possible, `[rows, actions]`; empty where all always are.
  private var isAllowed: [Bool] = []
  private(set) var rewards: [Double] = []
  /// Whether an episode ended with the step, in whatever way.
  private(set) var ended: [Bool] = []
  /// Rows at which an episode was truncated and not terminated, and its end is to be valued.
  private(set) var cuts: [Int] = []
  /// What was seen last in these episodes, `[cuts, scalars]`.
  private var finalObservations: Scalars
  /// After the last step, `[environments, scalars]`.
  private var lastObservations: Scalars

  package init(_ spaces: Spaces, environments: Int) {
    self.spaces = spaces
    self.environments = environments
    let none = spaces.observation.zeros(rows: 0)
    (observations, finalObservations, lastObservations) = (none, none, none)
  }

  /// Steps of each environment so far.
  var steps: Int { ended.count / environments }

  /// Transitions so far.
  var count: Int { ended.count }

  /// Adds what was seen before a step of all environments, and what they were told to do.
  package mutating func add(_ seen: Scalars, _ actions: Actions, mask: ActionMask?) {
    observations.append(seen, 0..<seen.count)
    switch actions {
    case .discrete(let chosen): numbers += chosen
    case .continuous(let drawn): coordinates += drawn
    }
    if let mask { isAllowed += mask.isAllowed }
  }

  /// Adds what came of it.
  ///
  /// - Parameters:
  ///   - rewards: one for each environment.
  ///   - ended: whether its episode ended with this step.
  ///   - cut: the environments whose episodes were cut off, if their ends are to be valued.
  ///   - final: what was seen after the step, of an ended episode the true last observation.
  package mutating func add(
    _ rewards: [Double], ended: [Bool], cut: [Int] = [], final: @autoclosure () -> Scalars
  ) {
    if !cut.isEmpty {
      let width = spaces.observation.count
      let final = final()
      for row in cut {
        cuts.append(count + row)
        finalObservations.append(final, row * width..<(row + 1) * width)
      }
    }
    self.rewards += rewards
    self.ended += ended
  }

  /// Keeps what was seen after the last step, `[environments, scalars]`.
  package mutating func finish(_ seen: Scalars) { lastObservations = seen }

  /// Forgets all, for the next steps.
  mutating func begin() {
    observations.removeAll()
    finalObservations.removeAll()
    numbers.removeAll(keepingCapacity: true)
    coordinates.removeAll(keepingCapacity: true)
    isAllowed.removeAll(keepingCapacity: true)
    rewards.removeAll(keepingCapacity: true)
    ended.removeAll(keepingCapacity: true)
    cuts.removeAll(keepingCapacity: true)
  }
}

extension Rollout {
  /// What was seen before some of the actions, `[rows] + featureShape`.
  func features(_ rows: some Collection<Int>) -> Tensor {
    spaces.observation.features(of: observations, rows: rows)
  }

  /// What was seen last in episodes that were cut off, `[cuts] + featureShape`.
  var finalFeatures: Tensor { features(of: finalObservations) }

  /// What was seen after the last step, `[environments] + featureShape`.
  var lastFeatures: Tensor { features(of: lastObservations) }

  private func features(of scalars: Scalars) -> Tensor {
    spaces.observation.features(
      of: scalars, rows: 0..<scalars.count / max(spaces.observation.count, 1))
  }

  /// Some of the actions.
  func actions(_ rows: [Int]) -> Actions {
    guard case .box(let box) = spaces.action else { return .discrete(rows.map { numbers[$0] }) }
    return .continuous(
      rows.flatMap { coordinates[$0 * box.count..<(($0 + 1) * box.count)] })
  }

  /// Which actions were possible in some rows; nil where all always are.
  func mask(_ rows: [Int]) -> ActionMask? {
    guard case .discrete(let space) = spaces.action, !isAllowed.isEmpty else { return nil }
    return ActionMask(
      rows.flatMap { isAllowed[$0 * space.n..<($0 + 1) * space.n] }, actions: space.n)
  }
}

extension Rollout: Stateful {
  package mutating func visitState(_ visitor: inout StateVisitor) {
    observations.visitState(&visitor, "observations")
    visitor.visit("numbers", &numbers)
    visitor.visit("coordinates", &coordinates)
    visitor.visit("isAllowed", &isAllowed)
    visitor.visit("rewards", &rewards)
    visitor.visit("ended", &ended)
    visitor.visit("cuts", &cuts)
    finalObservations.visitState(&visitor, "finalObservations")
    observations.refuseOthers(&visitor, "observations", than: spaces.observation)
    finalObservations.refuseOthers(&visitor, "finalObservations", than: spaces.observation)
    guard visitor.isReading, !isConsistent else { return }
    visitor.refuse(
      "ended",
      found: "\(ended.count) steps, \(numbers.count + coordinates.count) actions, "
        + "\(rewards.count) rewards and \(observations.count) scalars",
      expected: "as many of each, in \(environments) environments")
  }

  private var isConsistent: Bool {
    let width = spaces.observation.count
    let actions =
      switch spaces.action {
      case .box(let box):
        coordinates.count == count * box.count && numbers.isEmpty && isAllowed.isEmpty
      case .discrete(let space):
        numbers.count == count && numbers.allSatisfy(space.contains) && coordinates.isEmpty
          && (isAllowed.isEmpty || isAllowed.count == count * space.n)
      case .pixels: false
      }
    return actions && count.isMultiple(of: environments) && rewards.count == count
      && observations.count == count * width && cuts.allSatisfy((0..<count).contains)
      && finalObservations.count == cuts.count * width
  }
}

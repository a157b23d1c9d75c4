import Environments
import RLNet
import RLState

/// Whole episodes that are played side by side, one in each environment.
struct EpisodeBatch: Sendable {
  private let spaces: Spaces
  private var episodes: [PlayedSteps]
  /// Whether the episode of each environment goes on.
  private(set) var isActive: [Bool]

  /// Episodes that have not begun.
  init(of world: World) {
    spaces = world.spaces
    episodes = Array(repeating: PlayedSteps(world.spaces), count: world.count)
    isActive = Array(repeating: true, count: world.count)
  }

  var isOver: Bool { !isActive.contains(true) }

  /// The environments whose episodes go on.
  var activeRows: [Int] { isActive.indices.filter { isActive[$0] } }

  /// Adds the steps of the environments that took one.
  ///
  /// - Parameter actions: as they were drawn, which may be beyond the bounds of what was taken.
  mutating func add(_ transitions: borrowing Transitions, actions: Actions) {
    for row in transitions.rows {
      episodes[row].add(transitions, actions, row, spaces)
      isActive[row] = !transitions.isDone(row)
    }
  }

  /// Forgets all, for the next episodes.
  mutating func begin() {
    for row in episodes.indices { episodes[row] = PlayedSteps(spaces) }
    isActive = Array(repeating: true, count: episodes.count)
  }

  /// What was seen before each step, episode after episode, `[steps] + featureShape`.
  var features: Tensor { features { 0..<$0.rewards.count } }

  /// What was seen after the last step of each episode, `[episodes] + featureShape`.
  var lastFeatures: Tensor { features { $0.rewards.count..<$0.rewards.count + 1 } }

  /// The actions, episode after episode.
  var actions: Actions {
    switch spaces.action {
    case .box: .continuous(episodes.flatMap(\.coordinates))
    default: .discrete(episodes.flatMap(\.numbers))
    }
  }

  /// Which actions were possible before each step; nil where all always are.
  var mask: ActionMask? {
    guard case .discrete(let space) = spaces.action, !episodes[0].mask.isEmpty else { return nil }
    return ActionMask(episodes.flatMap(\.mask), actions: space.n)
  }

  /// The rewards of each episode, and whether it was cut off.
  var rewards: [(rewards: [Double], isCut: Bool)] { episodes.map { ($0.rewards, $0.isCut) } }

  private func features(_ steps: (PlayedSteps) -> Range<Int>) -> Tensor {
    var scalars = spaces.observation.zeros(rows: 0)
    let width = spaces.observation.count
    for episode in episodes {
      let steps = steps(episode)
      scalars.append(episode.seen, steps.lowerBound * width..<steps.upperBound * width)
    }
    return spaces.observation.features(of: scalars, rows: 0..<scalars.count / width)
  }
}

/// The steps of an episode.
private struct PlayedSteps: Sendable {
  /// What was seen before each action and after the last one, `[steps + 1, scalars]`.
  var seen: Scalars
  var numbers: [Int] = []
  var coordinates: [Float] = []
  var rewards: [Double] = []
  var mask: [Bool] = []
  var isCut = false

  init(_ spaces: Spaces) { seen = spaces.observation.zeros(rows: 0) }

  mutating func add(
    _ transitions: borrowing Transitions, _ actions: Actions, _ row: Int, _ spaces: Spaces
  ) {
    let width = spaces.observation.count
    let place = row * width..<(row + 1) * width
    if rewards.isEmpty { seen.append(transitions.observations, place) }
    seen.append(transitions.nextObservations, place)
    switch actions {
    case .discrete(let all): numbers.append(all[row])
    case .continuous(let all):
      let dimensions = spaces.action.count
      coordinates += all[row * dimensions..<(row + 1) * dimensions]
    }
    if let possible = transitions.mask {
      mask += possible.isAllowed[row * possible.actions..<(row + 1) * possible.actions]
    }
    rewards.append(transitions.rewards[row])
    isCut = transitions.truncated[row] && !transitions.terminated[row]
  }
}

extension EpisodeBatch: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("isActive", &isActive, count: isActive.count)
    visitor.visit("episodes", &episodes)
    guard visitor.isReading else { return }
    for episode in episodes {
      episode.seen.refuseOthers(&visitor, "episodes.seen", than: spaces.observation)
    }
    for episode in episodes where !episode.isConsistent(spaces) {
      visitor.refuse(
        "episodes",
        found: "an episode of \(episode.numbers.count + episode.coordinates.count) actions, "
          + "\(episode.rewards.count) rewards and \(episode.seen.count) scalars",
        expected: "as many of each")
    }
  }
}

extension PlayedSteps: Stateful {
  mutating func visitState(_ visitor: inout StateVisitor) {
    seen.visitState(&visitor, "seen")
    visitor.visit("numbers", &numbers)
    visitor.visit("coordinates", &coordinates)
    visitor.visit("rewards", &rewards)
    visitor.visit("mask", &mask)
    visitor.visit("isCut", &isCut)
  }

  /// Whether there is a reward for each action, and an observation before each and after the last.
  fileprivate func isConsistent(_ spaces: Spaces) -> Bool {
    let steps = rewards.count
    let actions =
      switch spaces.action {
      case .box(let box):
        coordinates.count == steps * box.count && numbers.isEmpty && mask.isEmpty
      case .discrete(let space):
        numbers.count == steps && numbers.allSatisfy(space.contains) && coordinates.isEmpty
          && (mask.isEmpty || mask.count == steps * space.n)
      case .pixels: false
      }
    return actions && seen.count == (steps == 0 ? 0 : steps + 1) * spaces.observation.count
  }
}

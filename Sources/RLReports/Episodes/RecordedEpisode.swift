import Agents
import Environments
import RLFigures
import RLNet

/// A greedily played episode as pictures, with what the agent saw and computed at each.
package struct RecordedEpisode: Sendable {
  /// A moment of the episode.
  package struct Frame: Sendable, Hashable {
    /// Steps taken so far: 0 in the first frame.
    package let step: Int
    /// All of an episode's are of the same size, and begin with the same elements.
    package let scene: Drawing
    /// The action that led here; nil in the first frame.
    package let action: Action?
    /// What that action earned; 0 in the first frame.
    package let reward: Double
    /// The return so far, undiscounted.
    package let total: Double
    /// What the agent sees here, `[observationSpace.count]`.
    package let observation: [Float]
    /// What the policy makes of it: Q-values or probabilities of discrete actions, the coordinates of
    /// a continuous one.
    package let outputs: [Float]
    /// How the episode ended, in the last frame.
    package let ending: EpisodeEnding?
    /// All in a line.
    package let caption: String
  }

  /// The first and the last moment, and those between at equal distances.
  package let frames: [Frame]
  /// How many frames a second suit the environment: CartPole's is Gymnasium's, 50. A long episode,
  /// of which not all steps are kept, is seen faster.
  package let framesPerSecond: Double
  /// Steps from one frame to the next; the last may be nearer.
  package let stepsPerFrame: Int
  package let seed: UInt64
  /// Steps of the whole episode, or as many as were asked for.
  package let length: Int
  /// How it ended; nil where it went on beyond the steps that were asked for.
  package let ending: EpisodeEnding?
  /// A name for each discrete action, or its number; for each coordinate of a continuous one.
  package let actionNames: [String]
  /// What `Frame.outputs` are.
  package let outputKind: OutputKind

  package enum OutputKind: String, Sendable {
    case actionValues = "Q-value of each action"
    case probabilities = "probability of each action"
    case coordinates = "best action"
  }

  /// Plays an episode.
  ///
  /// - Parameters:
  ///   - seed: which episode, as in `PlayedEpisode`.
  ///   - mode: whether the actions are the best ones or drawn.
  ///   - width: of the pictures, in points; nil for what suits the environment.
  ///   - steps: steps at most.
  ///   - frames: pictures at most, at least 2; of a longer episode only each second, fourth, ... step
  ///     is kept.
  ///   - progress: called with the number of steps now and then.
  /// - Throws: `MissingSceneError` where the environment cannot be drawn.
  package init(
    _ run: SavedRun, seed: UInt64? = nil, mode: ActingMode? = nil, width: Double? = nil,
    steps: Int = .max,
    frames greatestCount: Int = 1000, progress: (_ steps: Int) -> Void = { _ in }
  ) throws(MissingSceneError) {
    var episode = PlayedEpisode(run, seed: seed, mode: mode)
    guard canBeDrawn(episode.environment) else {
      throw MissingSceneError(environment: run.configuration.environment)
    }
    var moments = [episode]
    // All of them may be too many to keep, and how many there will be is not known before.
    var stride = 1
    while !episode.isOver && episode.progress.length < steps {
      episode.advance()
      let length = episode.progress.length
      if length.isMultiple(of: stride) { moments.append(episode) }
      if moments.count >= max(2, greatestCount) {
        stride *= 2
        moments.removeAll { !$0.progress.length.isMultiple(of: stride) }
      }
      if length.isMultiple(of: 64) { progress(length) }
    }
    if moments.last?.progress.length != episode.progress.length { moments.append(episode) }

    let natural = naturalSceneWidth(of: episode.environment)
    let states = moments.map(\.environment)
    guard let scenes = RLReports.scenes(of: states, width: width ?? natural) else {
      throw MissingSceneError(environment: run.configuration.environment)
    }
    frames = zip(moments, scenes).map { Frame($0, $1) }
    if let depicted = episode.environment.depicted {
      framesPerSecond = depicted.stepsPerSecond ?? 4
    } else if case .discrete = run.environment.spaces.observation {
      framesPerSecond = 4
    } else {
      framesPerSecond = 50
    }
    stepsPerFrame = stride
    self.seed = seed ?? run.configuration.seed
    length = episode.progress.length
    ending = episode.progress.ending
    actionNames = episode.environment.outputNames
    outputKind =
      switch moments[0].opinion {
      case .values: .actionValues
      case .probabilities: .probabilities
      case .normal, .action: .coordinates
      }
  }
}

extension SingleEnvironment {
  /// A name for each discrete action, or its number; for each coordinate of a continuous one.
  fileprivate var outputNames: [String] {
    switch spaces.action {
    case .discrete(let space): actionNames?.map(\.text) ?? (0..<space.n).map { "\($0)" }
    default: actionComponents?.map(\.name) ?? (0..<spaces.action.count).map { "\($0)" }
    }
  }
}

extension RecordedEpisode.Frame {
  fileprivate init(_ moment: PlayedEpisode, _ scene: Drawing) {
    observation = moment.environment.observation.floats(
      0..<moment.environment.spaces.observation.count)
    outputs = moment.opinion.numbers.elements
    let progress = moment.progress
    step = progress.length
    action = progress.action
    reward = progress.reward
    total = progress.total
    ending = progress.ending
    caption = moment.caption
    self.scene = scene
  }
}

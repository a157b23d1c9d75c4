import Environments
import RLSettings

/// The hyper-parameters of an algorithm, with a name, a range and a sentence for each.
public protocol AgentConfiguration: Sendable, Hashable {
  /// The defaults.
  init()
  /// All hyper-parameters, as `--set key=value` and `config.json` see them.
  static var settings: [Setting<Self>] { get }
  /// Environment steps of the whole training.
  var steps: Int { get set }
  /// How weights are chosen, or training stopped, by evaluation.
  var selection: SelectionConfiguration { get set }
}

/// How a training run chooses its weights by evaluation, or stops, as Stable-Baselines3's
/// `EvalCallback` does. It is part of the algorithm: it has its own random stream, its time is
/// training time, and its steps are counted.
public struct SelectionConfiguration: Sendable, Hashable {
  /// Environment steps from one evaluation to the next; 0 for none: the last weights are the result.
  public var every = 0
  /// Episodes of one evaluation.
  public var episodes = 20
  /// The mean return at which training stops; nil to go on to the last step.
  public var stopReturn: Double?

  public init(every: Int = 0, episodes: Int = 20, stopReturn: Double? = nil) {
    self.every = every
    self.episodes = episodes
    self.stopReturn = stopReturn
  }
}

extension AgentConfiguration {
  /// The settings that all algorithms have.
  static var commonSettings: [Setting<Self>] {
    [
      Setting("steps", \.steps, .atLeast(1), "environment steps of the whole training"),
      Setting(
        "selectEvery", \.selection.every, .atLeast(0),
        "steps between evaluations that keep the best weights; 0 keeps the last"),
      Setting(
        "selectEpisodes", \.selection.episodes, .in(1...1_000_000), "episodes of such an evaluation"
      ).only(with: "selectEvery", "selectEvery > 0") { $0.selection.every > 0 },
      Setting(
        "stopReturn", \.selection.stopReturn, .any,
        "mean return in such an evaluation that ends training"
      ),
    ]
  }
}

extension SettingDomain<[Int]> {
  /// Sizes of hidden layers that memory has room for.
  static var hiddenLayers: Self {
    Self("1 to 16 sizes from 1 to 8192, separated by commas, at most 50 million weights") { sizes in
      guard (1...16).contains(sizes.count), sizes.allSatisfy((1...8192).contains) else {
        return false
      }
      return zip(sizes, sizes.dropFirst()).map(*).reduce(0, +) <= 50_000_000
    }
  }
}

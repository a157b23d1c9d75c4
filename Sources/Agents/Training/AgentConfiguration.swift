import RLSettings

/// The hyper-parameters of an algorithm, with a name, a range and a sentence for each.
public protocol AgentConfiguration: Configurable, Hashable {
  /// All hyper-parameters, as `--set key=value` and `config.json` see them.
  static var settings: [Setting<Self>] { get }
  /// Environment steps of the whole training.
  var steps: Int { get set }
  /// How weights are chosen, or training stopped, by evaluation.
  var selection: SelectionConfiguration { get set }
  /// How many environments stand side by side in the agent's world; 1 unless stated.
  var environmentCount: Int { get }
  /// How evaluations take their actions: greedily unless stated. Policies that draw their actions can
  /// be better, or not make sense, without chance.
  var evaluation: ActingMode { get }
  /// Settings that do not go together, though each is in its range; nil where all do.
  var conflict: SettingConflictError? { get }
  /// What is possible, and yet hardly what is meant, in sentences; nothing unless stated.
  var doubts: [String] { get }
  /// What changes on a schedule over the steps of the training; nothing unless stated.
  ///
  /// - Parameter step: environment steps that are done.
  func schedules(at step: Int) -> [ScheduledNumber]
  /// Lets what is scheduled go on as in a training of other `steps`, from which this one is forked;
  /// changes nothing unless stated.
  mutating func keepSchedules(of earlier: Self)
}

extension AgentConfiguration {
  public var environmentCount: Int { 1 }
  public var evaluation: ActingMode { .greedy }
  public var conflict: SettingConflictError? { nil }

  /// Sees to it that every hyper-parameter is in its range, and that they go together.
  ///
  /// - Throws: `SettingError`, `SettingConflictError`.
  func validate() throws {
    try Self.settings.validate(self)
    try selection.validate()
    if let conflict { throw conflict }
  }
}

/// How a training run chooses its weights by evaluation, or stops, as Stable-Baselines3's
/// `EvalCallback` does. It is part of the algorithm: it has its own random stream, its time is
/// training time, and its steps are counted.
public struct SelectionConfiguration: Sendable, Hashable {
  /// Environment steps from one evaluation to the next; 0 for none: the last weights are the result.
  @Hyperparameter(
    "steps between evaluations that keep the best weights; 0 keeps the last", .atLeast(0))
  public var every = 0
  /// Episodes of one evaluation.
  @Hyperparameter("episodes of such an evaluation", .in(1...1_000_000)) public var episodes = 20
  /// The mean return at which training stops; nil to go on to the last step.
  @Hyperparameter("mean return in such an evaluation that ends training")
  public var stopReturn: Double? = nil

  public init(every: Int = 0, episodes: Int = 20, stopReturn: Double? = nil) {
    self.every = every
    self.episodes = episodes
    self.stopReturn = stopReturn
  }

  func validate() throws(SettingConflictError) {
    if stopReturn != nil && every == 0 {
      throw SettingConflictError(
        description: "stopReturn needs evaluations: set selectEvery > 0, or stopReturn=none")
    }
  }
}

extension Setting where Root: AgentConfiguration {
  /// The settings of `AgentConfiguration.selection`.
  public static var selection: [Setting<Root>] {
    [
      Setting("selectEvery", \.selection.$every),
      Setting("selectEpisodes", \.selection.$episodes).only(
        with: "selectEvery", "selectEvery > 0"
      ) { $0.selection.every > 0 },
      Setting("stopReturn", \.selection.$stopReturn),
    ]
  }
}

/// Settings that do not go together.
public struct SettingConflictError: Error, Hashable, CustomStringConvertible {
  public let description: String

  /// - Parameter description: what does not go together, and what to do.
  public init(description: String) { self.description = description }

  /// A batch that is larger than what is remembered; nil where it is not.
  static func ofBatch(_ batchSize: Int, beyond bufferSize: Int) -> SettingConflictError? {
    guard batchSize > bufferSize else { return nil }
    return SettingConflictError(
      description:
        "batchSize=\(batchSize) is more than bufferSize=\(bufferSize) remembers; set one "
        + "of them such that a batch fits")
  }
}

extension SettingDomain<[Int]> {
  /// Sizes of hidden layers that memory has room for.
  public static var hiddenLayers: Self {
    Self("1 to 16 sizes from 1 to 8192, separated by commas, at most 50 million weights") { sizes in
      guard (1...16).contains(sizes.count), sizes.allSatisfy((1...8192).contains) else {
        return false
      }
      return zip(sizes, sizes.dropFirst()).map(*).reduce(0, +) <= 50_000_000
    }
  }
}

import RLSettings

/// An environment that can be made by name.
public struct EnvironmentEntry: Sendable {
  /// A setting as an entry offers it.
  public struct SettingInfo: Sendable, Hashable {
    /// The name by which it is set.
    public let key: String
    /// The value unless another is given.
    public let value: SettingValue
    /// Which values are possible.
    public let domain: String
    /// What the value is for, in a few words.
    public let summary: String
  }

  /// The name that is written down: Gymnasium's id where Gymnasium has the environment.
  public let id: String
  /// Further names, for the command line.
  public let shortNames: [String]
  /// What the environment is, in one line.
  public let summary: String
  /// The mean return at which the environment counts as solved: Gymnasium's `reward_threshold`.
  public let rewardThreshold: Double?
  /// What can be set, sorted by key, with the values unless others are given.
  public let settings: [SettingInfo]

  private let makeFrom:
    @Sendable (Assignments) throws -> (World, [(key: String, value: SettingValue)])

  private enum Assignments {
    case texts([(key: String, value: String)], stated: [String])
    case values([String: SettingValue])
  }

  /// An entry whose environments are described by a configuration.
  ///
  /// - Parameters:
  ///   - configuration: the settings unless others are given.
  ///   - settings: what of it can be set.
  ///   - readFiles: replaces the names of files in a configuration by what they hold. It is called
  ///     for settings that somebody gave, never for those of a run, which may be somebody else's:
  ///     what a run's folder names is not read.
  ///   - make: makes the environment. It may complete the configuration, such that the completed one
  ///     makes the same environment again, on any machine.
  public init<Configuration: Sendable>(
    id: String, shortNames: [String] = [], summary: String, rewardThreshold: Double? = nil,
    configuration: Configuration, settings: [Setting<Configuration>],
    readFiles: @escaping @Sendable (inout Configuration) throws -> Void = { _ in },
    make: @escaping @Sendable (inout Configuration) throws -> World
  ) {
    self.id = id
    self.shortNames = shortNames
    self.summary = summary
    self.rewardThreshold = rewardThreshold
    self.settings = settings.sorted { $0.key < $1.key }.map {
      SettingInfo(
        key: $0.key, value: $0.read(configuration), domain: $0.domain, summary: $0.summary)
    }
    makeFrom = { assignments in
      var configuration = configuration
      switch assignments {
      case .texts(let texts, let stated):
        try settings.apply(texts, to: &configuration)
        try settings.requireEffect(of: stated, in: configuration)
        try readFiles(&configuration)
      case .values(let values): try settings.apply(values, to: &configuration)
      }
      let environment = try make(&configuration)
      return (environment, settings.values(of: configuration))
    }
  }

  /// An entry of an environment without settings.
  public init<Base: Environment>(
    id: String, shortNames: [String] = [], summary: String, rewardThreshold: Double? = nil,
    make: @escaping @Sendable () throws -> Base
  ) {
    self.init(
      id: id, shortNames: shortNames, summary: summary, rewardThreshold: rewardThreshold,
      configuration: (), settings: []
    ) { _ in try World(make()) }
  }

  /// Makes the environment with typed settings, as a JSON file has them. None of them names a file:
  /// the setting `map` is the name of a built-in map or the text of one.
  ///
  /// - Returns: the environment, and the complete settings sorted by key, which make it again.
  /// - Throws: `SettingError`, `MapError`, `MapFileError`, `RandomMapError` or `WorldError`.
  public func make(
    settings: [String: SettingValue] = [:]
  ) throws -> (environment: World, settings: [(key: String, value: SettingValue)]) {
    try makeFrom(.values(settings))
  }

  /// Makes the environment with settings as a command line has them; a later one overrides, and files
  /// that they name are read.
  ///
  /// - Parameters:
  ///   - texts: the settings.
  ///   - stated: those that somebody stated, and that must have an effect; nil for all.
  /// - Returns: as `make(settings:)`.
  /// - Throws: as `make(settings:)`.
  public func make(
    texts: [(key: String, value: String)], stated: [String]? = nil
  ) throws -> (environment: World, settings: [(key: String, value: SettingValue)]) {
    try makeFrom(.texts(texts, stated: stated ?? texts.map(\.key)))
  }
}

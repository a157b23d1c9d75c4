import Environments
import RLRandom
import RLSettings
import RLState

/// A body that an agent's type has, as `WithBody` takes it.
public protocol NetworkDesign: Sendable {
  static var body: NetworkBody { get }
}

/// An algorithm with networks of one's own, as an agent of its own: with a name, so that a run's folder
/// tells what its weights belong to, and resuming, verifying, reports and playing go as with any agent.
///
/// ```swift
/// enum Normalised: NetworkDesign {
///   static let body = NetworkBody("normalised") { space, generator in
///     Sequential(Linear(space.featureCount, 64, using: &generator), LayerNorm(64), ReLU())
///   }
/// }
/// let tool = CommandLineTool(agents: .builtIn + [WithBody<DQN, Normalised>.self])
/// // rlrun cartpole --agent dqn-normalised
/// ```
///
/// Its settings and presets are the algorithm's, without those of hidden layers.
public struct WithBody<Base: Agent, Design: NetworkDesign>: Agent, OwnBodied
where Base.Configuration: NetworkConfiguration {
  /// The algorithm's hyper-parameters, with the body.
  public struct Configuration: AgentConfiguration {
    public private(set) var base: Base.Configuration

    public init() { self.init(Base.Configuration()) }

    /// - Parameter base: the algorithm's; its body becomes the design's.
    public init(_ base: Base.Configuration) {
      self.base = base
      self.base.body = Design.body
    }

    public var steps: Int {
      get { base.steps }
      set { base.steps = newValue }
    }
    public var selection: SelectionConfiguration {
      get { base.selection }
      set { base.selection = newValue }
    }
    public var environmentCount: Int { base.environmentCount }
    public var evaluation: ActingMode { base.evaluation }
    public var conflict: SettingConflictError? { base.conflict }
    public var doubts: [String] { base.doubts }

    public func schedules(at step: Int) -> [ScheduledNumber] { base.schedules(at: step) }

    public mutating func keepSchedules(of earlier: Self) { base.keepSchedules(of: earlier.base) }

    public static var settings: [Setting<Self>] {
      Base.Configuration.settings.filter { !["hidden", "activation"].contains($0.key) }
        .map { $0.within(\.base) }
    }
  }

  public static var about: AgentDescription<Configuration> {
    let about = Base.about
    return AgentDescription(
      "\(about.name)-\(Design.body.name)", "\(about.summary); body: \(Design.body.name)",
      measures: about.measures,
      presets: about.presets.map { preset in
        Preset(preset.name, environments: preset.environments, preset.summary) {
          $0 = Configuration(preset.configuration)
        }
      }, needsWholeEpisodes: about.needsWholeEpisodes)
  }

  package static var algorithm: any Agent.Type { Base.self }

  private var base: Base

  public static func policy(
    for spaces: Spaces, _ configuration: Configuration, using generator: inout PCG64
  ) throws(AgentFitError) -> Base.Acting {
    try named { () throws(AgentFitError) in
      try Base.policy(for: spaces, configuration.base, using: &generator)
    }
  }

  public init(
    _ world: World, _ configuration: Configuration, _ streams: inout AgentStreams
  ) throws(AgentFitError) {
    base = try Self.named { () throws(AgentFitError) in
      try Base(world, configuration.base, &streams)
    }
  }

  public var policy: Base.Acting { base.policy }

  public mutating func advance(_ log: inout TransitionLog) { base.advance(&log) }

  public mutating func visitState(_ visitor: inout StateVisitor) { base.visitState(&visitor) }
}

/// An agent with the networks of somebody's own, which are only made where they are used.
package protocol OwnBodied {
  /// The agent without them.
  static var algorithm: any Agent.Type { get }
}

import RLRandom

/// One environment of any kind that stays where its episode ended: to be looked at, or played by hand.
///
/// It is slower than a `World` and counts nothing.
public struct SingleEnvironment: Sendable {
  /// The environment as it is.
  public private(set) var environment: any Environment
  public let spaces: Spaces
  /// Steps in an episode at most; nil where there is no limit.
  public let timeLimit: Int?
  private var generator: PCG64

  /// An environment of a world's kind at the beginning of an episode; nil where the world's are not
  /// in this process.
  public init?(like world: World, generator: PCG64) {
    guard let environment = world.environment() else { return nil }
    self.environment = environment
    self.generator = generator
    spaces = world.spaces
    timeLimit = world.timeLimit
    reset(using: generator)
  }

  /// An environment as it stands, in the middle of an episode for instance.
  ///
  /// - Throws: `WorldError` where the spaces are none that agents know, or an observation is not whole.
  package init(
    _ environment: some Environment, generator: PCG64 = PCG64(seed: 0)
  ) throws(WorldError) {
    let world = try World(environment)
    self.environment = environment
    self.generator = generator
    spaces = world.spaces
    timeLimit = world.timeLimit
  }

  /// Starts an episode with a stream.
  public mutating func reset(using generator: PCG64) {
    func reset<Base: Environment>(_ base: Base, _ generator: inout PCG64) -> any Environment {
      var base = base
      base.reset(using: &generator)
      return base
    }
    self.generator = generator
    environment = reset(environment, &self.generator)
  }

  /// Takes an action. One of another kind than the space's stops the program.
  public mutating func step(_ action: Action) -> Step {
    func step<Base: Environment>(
      _ base: Base, _ generator: inout PCG64
    ) -> (any Environment, Step) {
      guard let element = base.actionSpace.action(Actions([action]), at: 0) else {
        fatalError("\(Base.self): there is no action \(action)")
      }
      var base = base
      let step = base.step(element, using: &generator)
      return (base, step)
    }
    let result = step(environment, &generator)
    environment = result.0
    return result.1
  }

  /// The scalars of what is seen now.
  public var observation: Scalars {
    func observation<Base: Environment>(_ base: Base) -> Scalars {
      var scalars = spaces.observation.zeros(rows: 1)
      var values = Base.ObservationSpace.Scalar.take(from: &scalars)
      var span = values.mutableSpan
      base.observe(into: &span)
      return Base.ObservationSpace.Scalar.scalars(values)
    }
    return observation(environment)
  }

  /// Which actions are possible now; nil where all always are.
  public var actionMask: ActionMask? {
    func mask<Base: Environment>(_ base: Base) -> ActionMask? {
      guard Base.hasActionMask, case .discrete(let space) = spaces.action else { return nil }
      var flags = Array(repeating: true, count: space.n)
      var span = flags.mutableSpan
      base.writeActionMask(into: &span)
      return ActionMask(flags, actions: space.n)
    }
    return mask(environment)
  }
}

/// What the environment says of itself.
extension SingleEnvironment {
  /// The innermost environment, without any wrapper (Gymnasium's `unwrapped`).
  package var unwrapped: any Environment { innermost(environment) }

  /// The drawing of the environment with characters, where it has one.
  public func rendering(columns: Int) -> String? {
    environment.capability((any TextRendering).self)?.rendering(columns: columns)
  }

  /// That drawing with what its characters stand for, as far as they are those of the depiction.
  public func textDrawing(columns: Int) -> TextDrawing? {
    guard let text = rendering(columns: columns) else { return nil }
    if let drawing = depicted?.depiction.textDrawing(columns: columns), drawing.text == text {
      return drawing
    }
    return TextDrawing(
      text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
        line.map { TextDrawing.Cell($0) }
      })
  }

  /// The environment as one that says how it looks; nil where it does not.
  public var depicted: (any Depicted)? { environment.capability((any Depicted).self) }

  /// What discrete actions are called, where the environment says it for each of them.
  public var actionNames: [ActionName]? {
    guard case .discrete(let space) = spaces.action else { return nil }
    let names = environment.capability((any ActionNaming).self)?.actionNames
    return names?.count == space.n ? names : nil
  }

  /// What the components of continuous actions are called, where the environment says it.
  public var actionComponents: [ActionComponent]? {
    guard case .box(let box) = spaces.action else { return nil }
    let components = environment.capability((any ActionComponentNaming).self)?.actionComponents
    return components?.count == box.count ? components : nil
  }

  /// Which coordinates are worth a map; nil where the environment says none.
  public var phasePlane: PhasePlane? {
    environment.capability((any PhasePlaneMapping).self)?.phasePlane
  }

  /// Puts the environment into the state of a point of its phase plane; without one, nothing changes.
  public mutating func place(at point: SIMD2<Double>) {
    func place(_ environment: some Environment) -> any Environment {
      placed(environment, at: point) ?? environment
    }
    environment = place(environment)
  }
}

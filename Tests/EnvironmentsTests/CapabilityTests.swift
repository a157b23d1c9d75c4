import Environments
import RLRandom
import RLState
import Testing

/// What environments say of themselves, through wrappers that know nothing of it.
@Suite struct CapabilityTests {
  @Test func wrappersForwardWhatIsInside() throws {
    let acrobot = try SingleEnvironment(Plain(base: TimeLimit(Plain(base: Acrobot()), limit: 3)))
    let depicted = try #require(acrobot.depicted)
    #expect(depicted.depiction == Acrobot().depiction && depicted.stepsPerSecond == 15)
    #expect(depicted.alternativeText == Acrobot().alternativeText)
    #expect(acrobot.rendering(columns: 40) == Acrobot().rendering(columns: 40))
    #expect(acrobot.actionNames == ["left", "none", "right"])
    #expect(acrobot.phasePlane == Acrobot().phasePlane)
    #expect(acrobot.unwrapped is Acrobot)
    let rod = try SingleEnvironment(Plain(base: TimeLimit(Pendulum(), limit: 3)))
    #expect(rod.actionComponents == Pendulum().actionComponents && rod.actionNames == nil)
    let lake = try SingleEnvironment(Plain(base: TimeLimit(FrozenLake(), limit: 3)))
    #expect(lake.depicted?.stepsPerSecond == nil && lake.phasePlane == nil)
    #expect(lake.depicted?.alternativeText == "A map of 4 × 4 tiles with an agent on it")
    #expect(TimeLimit(CartPole(), limit: 9).capability((any Depicted).self) != nil)
    #expect(TimeLimit(CartPole(), limit: 9).capability((any TabularEnvironment).self) == nil)
  }

  /// What a wrapper says itself goes before what is inside.
  @Test func aWrapperCanSayItDifferently() throws {
    let mirrored = try SingleEnvironment(TimeLimit(Mirrored(base: CartPole()), limit: 9))
    #expect(mirrored.actionNames == ["right", "left"])
    #expect(mirrored.depicted?.depiction == CartPole().depiction)
  }

  /// The point is set inside, and seen as the wrapper shows it.
  @Test func aPlaneIsPlacedThroughWrappers() throws {
    var cart = try SingleEnvironment(TimeLimit(Mirrored(base: CartPole()), limit: 9))
    cart.place(at: SIMD2(0.125, -1.5))
    #expect(cart.observation == .floats([0, 0, -0.125, 1.5]))
    var lake = try SingleEnvironment(FrozenLake())
    let before = lake.observation
    lake.place(at: SIMD2(1, 1))
    #expect(lake.observation == before, "it has no plane")
  }

  /// Of each the observation at a point, by hand.
  @Test func planesSetWhatTheySay() throws {
    func observation(_ base: some Environment, _ point: SIMD2<Double>) throws -> Scalars {
      var environment = try SingleEnvironment(TimeLimit(base, limit: 9))
      environment.place(at: point)
      return environment.observation
    }
    #expect(try observation(CartPole(), SIMD2(0.25, -2)) == .floats([0, 0, 0.25, -2]))
    #expect(try observation(MountainCar(), SIMD2(-0.75, 0.0625)) == .floats([-0.75, 0.0625]))
    #expect(
      try observation(MountainCarContinuous(), SIMD2(0.5, -0.0625)) == .floats([0.5, -0.0625]))
    // cos 1 and sin 1.
    #expect(
      try observation(Pendulum(), SIMD2(1, -8)) == .floats([0.5403023, 0.84147098, -8]))
    #expect(
      try observation(Acrobot(), SIMD2(1, 3)) == .floats([0.5403023, 0.84147098, 1, 0, 3, 0]))
    #expect(CartPole().phasePlane.x.label == "pole angle (rad)")
    // 12°.
    #expect(CartPole().phasePlane.x.marks.map { Float($0) } == [-0.20943951, 0.20943951])
    #expect(MountainCar().phasePlane.x.marks == [0.5])
    #expect(MountainCarContinuous().phasePlane.x.marks == [0.45])
    #expect(MountainCar().phasePlane.x.label == "position")
  }

  /// A wrapper need not know that it is around a limit.
  @Test func aLimitInsideIsKnown() throws {
    let inside = Plain(base: Plain(base: TimeLimit(CartPole(), limit: 70)))
    #expect(try World(inside).timeLimit == 70)
    #expect(TimeLimit(inside, limit: 90).timeLimit == 70)
    #expect(TimeLimit(inside, limit: 30).timeLimit == 30)
    #expect(try World(Plain(base: CartPole())).timeLimit == nil)
  }

  /// Passes everything on, and conforms to nothing but what it must.
  struct Plain<Base: Environment>: EnvironmentWrapper {
    var base: Base
    var observationSpace: Base.ObservationSpace { base.observationSpace }
    var actionSpace: Base.ActionSpace { base.actionSpace }
    mutating func reset(using generator: inout PCG64) { base.reset(using: &generator) }
    mutating func step(
      _ action: Base.ActionSpace.Element, using generator: inout PCG64
    ) -> Step { base.step(action, using: &generator) }
    func observe(into observation: inout MutableSpan<Base.ObservationSpace.Scalar>) {
      base.observe(into: &observation)
    }
    mutating func visitState(_ visitor: inout StateVisitor) { base.visitState(&visitor) }
  }

  /// Left and right change places.
  struct Mirrored: EnvironmentWrapper, ActionNaming {
    var base: CartPole
    var actionNames: [ActionName] { base.actionNames.reversed() }
    var observationSpace: Box { base.observationSpace }
    var actionSpace: Discrete { base.actionSpace }
    mutating func reset(using generator: inout PCG64) { base.reset(using: &generator) }
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      base.step(1 - action, using: &generator)
    }
    func observe(into observation: inout MutableSpan<Float>) {
      base.observe(into: &observation)
      for index in observation.indices { observation[index] *= -1 }
    }
    mutating func visitState(_ visitor: inout StateVisitor) { base.visitState(&visitor) }
  }
}

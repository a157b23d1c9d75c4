import Environments
import Foundation
import RLRandom
import RLState
import TestSupport
import Testing

/// What no agent can act in is said where the world is made.
@Suite struct WorldErrorTests {
  /// An environment of any spaces that does nothing.
  struct Still<Observed: Space, Acted: Space>: Environment {
    let observationSpace: Observed
    let actionSpace: Acted
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: Acted.Element, using generator: inout PCG64) -> Step {
      Step(reward: 0, terminated: true)
    }
    func observe(into observation: inout MutableSpan<Observed.Scalar>) {}
    mutating func visitState(_ visitor: inout StateVisitor) {}
  }

  /// A space that worlds do not know.
  struct Signs: Space, CustomStringConvertible {
    var shape: [Int] { [1] }
    var featureShape: [Int] { [1] }
    var description: String { "Signs" }
    func writeFeatures(of scalars: Span<Float>, into features: inout MutableSpan<Float>) {
      features[0] = scalars[0]
    }
    func contains(_ element: Float) -> Bool { abs(element) == 1 }
    func sample(using generator: inout PCG64) -> Float { generator.uniform() < 0.5 ? -1 : 1 }
  }

  /// A mask over continuous actions, or one that allows nothing from some step on.
  struct Masked<Acted: Space>: Environment {
    let actionSpace: Acted
    var left = Int.max
    static var hasActionMask: Bool { true }
    var observationSpace: Discrete { Discrete(1) }
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: Acted.Element, using generator: inout PCG64) -> Step {
      left -= 1
      return Step(reward: 0, terminated: false)
    }
    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = 0 }
    func writeActionMask(into mask: inout MutableSpan<Bool>) { mask.update(repeating: left > 0) }
    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("left", &left) }
  }

  private func error(_ environment: some Environment) -> WorldError? {
    #expect(throws: WorldError.self) { try World(environment) }
  }

  @Test func spacesOfOnesOwnAreRefused() {
    let observed = error(
      TimeLimit(Still(observationSpace: Signs(), actionSpace: Discrete(2)), limit: 3))
    #expect(observed?.problem == .observationSpace("Signs"))
    let acted = error(Still(observationSpace: Discrete(2), actionSpace: Signs()))
    #expect(acted?.problem == .actionSpace("Signs"))
    let pictures = error(
      Still(observationSpace: Discrete(2), actionSpace: Pixels(shape: [1, 2, 2])))
    #expect(pictures?.problem == .actionSpace("Pixels [1, 2, 2]"))
    #expect(pictures?.description.contains("agents know Discrete and Box") == true)
  }

  @Test func unboundedActionsAreRefused() {
    let space = Box(shape: [3], low: [-1, 0, -.infinity], high: [1, .infinity, 1])
    let found = error(Masked(actionSpace: space))
    #expect(found?.problem == .unboundedAction(coordinate: 1, low: 0, high: .infinity))
    #expect(found?.description.contains("coordinate 1 is from 0.0 to inf") == true)
    #expect(found?.description.contains("give its Box finite bounds") == true)
  }

  @Test func masksOfContinuousActionsAreRefused() {
    let found = error(Masked(actionSpace: Box(count: 2, low: -1, high: 1)))
    #expect(found?.problem == .maskOfContinuousActions)
    #expect(found?.description.contains("only discrete ones can be masked") == true)
  }

  @Test func aWorldHasAnEnvironment() {
    let found = #expect(throws: WorldError.self) { try World(CartPole(), generators: []) }
    #expect(found == WorldError("CartPole", .noEnvironments))
    #expect(found?.description == "CartPole: there must be at least one environment")
  }

  /// Writes so many of the two scalars of its first observation, and all of later ones.
  struct Hasty: Environment {
    var written: Int
    var observationSpace: Box { Box(count: 2, low: 0, high: 1) }
    var actionSpace: Discrete { Discrete(2) }
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      Step(reward: 0, terminated: true)
    }
    func observe(into observation: inout MutableSpan<Float>) {
      for index in 0..<written { observation[index] = 1 }
    }
    mutating func visitState(_ visitor: inout StateVisitor) {}
  }

  @Test func anObservationIsWrittenWhole() throws {
    for written in 0..<2 {
      let found = error(TimeLimit(Hasty(written: written), limit: 3))
      #expect(found == WorldError("Hasty", .unwrittenScalar(written, of: 2)))
      #expect(
        found?.description
          == "Hasty: observe(into:) leaves scalar \(written) of 2 unwritten; it must write as many as "
          + "its observationSpace has")
    }
    _ = try World(Hasty(written: 2))
  }

  /// In an optimised program too, where an index beyond a span says nothing of itself.
  @Test func anObservationBeyondItsSpaceStopsWithAMessage() async {
    expectStop(
      saying: "Hasty: observe(into:) stopped at its first observation. Its observationSpace has 2 "
        + "scalars; does it write one beyond them",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = try World(Hasty(written: 3))
      })
  }

  /// The name is that of the innermost type.
  @Test func theEnvironmentIsNamed() {
    let inner = Masked(actionSpace: Box(count: 2, low: -1, high: 1))
    #expect(error(TimeLimit(TimeLimit(inner, limit: 3), limit: 2))?.environment == "Masked")
  }

  @Test func mistakesStop() async {
    expectStop(
      saying: "World: 3 flags for 2 environments",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var world = try World(CartPole(), count: 2, seed: 1)
        world.step(.discrete([0, 0]), where: [true, true, false])
      })
    expectStop(
      saying: "its mask allows no action (environment 0)",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var world = try World(Masked(actionSpace: Discrete(2), left: 1), count: 2, seed: 1)
        world.step(.discrete([0, 1]))
      })
    expectStop(
      saying: "these actions are continuous",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var world = try World(CartPole(), count: 1, seed: 1)
        world.step(.continuous([0]))
      })
  }

  /// Who handled the signals before has them again, as they were.
  @Test func handlersOfSignalsStayAsTheyWere() async {
    await #expect(processExitsWith: .success) {
      var own = sigaction()
      own.sa_flags = CInt(bitPattern: UInt32(SA_NODEFER)) | CInt(SA_ONSTACK)
      for number in [SIGILL, SIGTRAP] { sigaction(number, &own, nil) }
      _ = try World(CartPole())
      for number in [SIGILL, SIGTRAP] {
        var found = sigaction()
        sigaction(number, nil, &found)
        try #require(found.sa_flags & own.sa_flags == own.sa_flags)
      }
    }
  }

  /// Holds its first observation until another thread has stopped the program.
  struct Slow: Environment {
    var observationSpace: Box { Box(count: 1, low: 0, high: 1) }
    var actionSpace: Discrete { Discrete(2) }
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      Step(reward: 0, terminated: true)
    }
    func observe(into observation: inout MutableSpan<Float>) {
      Thread.detachNewThread { fatalError("it was another one") }
      Thread.sleep(forTimeInterval: 60)
      observation[0] = 1
    }
    mutating func visitState(_ visitor: inout StateVisitor) {}
  }

  @Test func whatStopsElsewhereIsNotItsFault() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try World(Slow())
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("it was another one") && !text.contains("observe(into:)"), "\(text)")
  }
}

import Environments
import RLRandom
import RLState
import Testing

@Suite struct CheckEnvironmentTests {
  @Test(arguments: EnvironmentRegistry.builtIn.entries.map(\.id))
  func theBuiltInEnvironmentsPass(_ id: String) throws {
    let world = try EnvironmentRegistry.builtIn.entry(named: id).make().environment
    let environment = try #require(world.environment())
    func check(_ environment: some Environment) throws {
      try checkEnvironment(environment, seeds: 1...5)
    }
    try check(environment)
  }

  @Test func aSoundEnvironmentPasses() throws { try checkEnvironment(Faulty(.none)) }

  @Test(arguments: Faulty.Fault.allCases.filter { $0 != .none })
  func everyFaultIsTold(_ fault: Faulty.Fault) {
    let error = #expect(throws: EnvironmentProblem.self) {
      try checkEnvironment(Faulty(fault), longest: 1_000)
    }
    #expect(error?.environment == "Faulty")
    #expect(
      error?.description.contains(fault.rawValue) == true,
      "\(fault): \(error?.description ?? "nothing")")
  }

  @Test func emptyObservationsAreTold() {
    struct Blind: Environment {
      var observationSpace: Box { Box(shape: [0], low: [], high: []) }
      var actionSpace: Discrete { Discrete(2) }
      mutating func reset(using generator: inout PCG64) {}
      mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
        Step(reward: 0, terminated: true)
      }
      func observe(into observation: inout MutableSpan<Float>) {}
      mutating func visitState(_ visitor: inout StateVisitor) {}
    }
    let error = #expect(throws: EnvironmentProblem.self) { try checkEnvironment(Blind()) }
    #expect(error?.description.contains("empty") == true)
  }

  @Test func whatAnEnvironmentSaysOfItselfFits() throws {
    func problem(_ environment: some Environment) -> String? {
      #expect(throws: EnvironmentProblem.self) {
        try checkEnvironment(TimeLimit(environment, limit: 9), seeds: [1])
      }?.description.split(separator: ": ", maxSplits: 1).last.map(String.init)
    }
    try checkEnvironment(TimeLimit(Described(), limit: 9), seeds: [1])
    #expect(
      problem(Described(names: ["on", "off", "up"]))
        == "actionNames has 3 names; there are 2 actions")
    #expect(
      problem(Described(width: 2))
        == "its depiction is 1 × 2 tiles at first and 1 × 3 tiles after 1 steps; it must keep its size"
    )
    #expect(
      problem(Described(end: 11))
        == "place(at: (0.0, 11.0)), a corner of the phase plane, gives the observation [0.0, 11.0], "
        + "which is not in its space, \(Described().observationSpace)")
  }
}

/// Says of itself what it is told to.
struct Described: Environment, Depicted, ActionNaming, PhasePlaneMapping {
  var names: [ActionName] = ["on", "off"]
  /// Of the map at the beginning.
  var width = 3
  /// Of the phase plane.
  var end = 10.0
  var count = 0
  var other = 0.0

  var actionNames: [ActionName] { names }
  var depiction: Depiction {
    let tiles = Array(repeating: TileGrid.Tile(.floor), count: count == 0 ? width : 3)
    return .tiles(TileGrid([tiles], agent: 0))
  }
  var phasePlane: PhasePlane { PhasePlane(x: .init("x", in: 0...1), y: .init("y", in: 0...end)) }
  mutating func place(at point: SIMD2<Double>) { (count, other) = (Int(clamped: point.x), point.y) }

  var observationSpace: Box { Box(count: 2, low: 0, high: 10) }
  var actionSpace: Discrete { Discrete(2) }
  mutating func reset(using generator: inout PCG64) { (count, other) = (0, 0) }
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    count += 1
    return Step(reward: 0, terminated: false)
  }
  func observe(into observation: inout MutableSpan<Float>) {
    (observation[0], observation[1]) = (Float(count), Float(other))
  }
  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("count", &count)
    visitor.visit("other", &other)
  }
}

/// Counts to ten, with one fault.
struct Faulty: Environment {
  /// Each with what the message must say.
  enum Fault: String, CaseIterable, Sendable {
    case none
    case infiniteReward = "rewards inf"
    case observationThatIsNoNumber = "observation[1] is nan at step 3"
    case beyondItsBounds = "coordinate 0 is 11.0, and its bounds are 0.0 and 10.0"
    case unwrittenScalar = "leaves scalar 1 of 2 unwritten at step 1"
    case hiddenState = "does visitState show all that changes"
    case endless = "has not ended after 1000 steps"
    case noAction = "allows no action at step 2"
    case unreadableState = "cannot be read back"
    case forgetfulReset = "reset(using:) must begin everything again"
  }

  let fault: Fault
  var count = 0
  var hidden = 0
  var list: [Double] = []

  init(_ fault: Fault) { self.fault = fault }

  static var hasActionMask: Bool { true }
  var observationSpace: Box { Box(count: 2, low: 0, high: 10) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) {
    if fault != .forgetfulReset { hidden = 0 }
    count = 0
    list = []
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    count += 1
    hidden += 1
    list.append(1)
    let isLast = count >= 10 && fault != .endless
    return Step(
      reward: fault == .infiniteReward
        ? .infinity
        : fault == .hiddenState || fault == .forgetfulReset
          ? Double(hidden) : 1,
      terminated: isLast)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = fault == .beyondItsBounds && count == 4 ? 11 : Float(min(count, 10))
    if fault == .unwrittenScalar && count > 0 { return }
    observation[1] = fault == .observationThatIsNoNumber && count == 3 ? .nan : 1
  }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    mask.update(repeating: !(fault == .noAction && count == 2))
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("count", &count)
    if fault == .unreadableState {
      visitor.visit("list", &list, count: list.count)
    } else if fault != .hiddenState {
      visitor.visit("hidden", &hidden)
    }
  }
}

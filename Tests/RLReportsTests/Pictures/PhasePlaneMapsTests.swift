import Agents
import Environments
import RLFigures
import RLNet
import RLRandom
import RLReports
import RLState
import Testing

@Suite struct PhasePlaneMapsTests {
  /// Places of the 61 × 61 grid: angles in steps of 1/120, velocities in steps of 1/15.
  private static let places = [(0, 0), (30, 30), (7, 51), (60, 0), (33, 12)]

  private func direct(_ network: Sequential, _ row: Int, _ column: Int) -> [Float] {
    let state: [Float] = [0, 0, -0.25 + Float(column) / 120, -2 + Float(row) / 15]
    return network(Tensor(rows: [state])).elements
  }

  private func maps(
    _ base: some Environment, _ opinion: (Tensor) -> Opinion
  ) throws -> PhasePlaneMaps {
    try #require(
      PhasePlaneMaps(SingleEnvironment(TimeLimit(base, limit: 9))) { features, _ in
        opinion(features)
      })
  }

  private func panels(_ maps: PhasePlaneMaps) -> [Drawing] {
    guard case .panels(let panels) = maps.picture.content else {
      Issue.record("no panels")
      return []
    }
    return panels
  }

  private func texts(_ drawing: Drawing) -> [String] {
    drawing.elements.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
  }

  @Test func valuesAreThoseOfTheNetwork() throws {
    var generator = PCG64(seed: 5)
    let network = Sequential(
      Linear(4, 8, using: &generator), Tanh(), Linear(8, 2, using: &generator))
    let maps = try maps(CartPole()) { .values(network($0)) }
    #expect(maps.output == .actionValues && maps.names == ["left", "right"])
    #expect(maps.greatest.rows == 61 && maps.greatest.columns == 61)
    for (row, column) in Self.places {
      let q = direct(network, row, column)
      #expect(abs(maps.numbers[0][row, column] - Double(q[0])) < 1e-6)
      #expect(abs(maps.greatest[row, column] - Double(max(q[0], q[1]))) < 1e-6)
      #expect(abs(maps.preference[row, column] - Double(q[1] - q[0])) < 1e-6)
    }
    let panels = panels(maps)
    #expect(panels.count == 2 && texts(panels[0])[0] == "max Q(s, a)")
    #expect(texts(panels[1])[0] == "Q(s, right) − Q(s, left)")
    for panel in panels {
      #expect(texts(panel).contains("pole angle (rad)"))
      #expect(texts(panel).contains("angular velocity (rad/s)"))
    }
  }

  /// Left is always worth 0 and right 2θ: the preference grows to the right and does not know ω.
  @Test func axesAreTheRightWayRound() throws {
    let network = Sequential(
      Linear(weight: Tensor(rows: [[0, 0], [0, 0], [0, 2], [0, 0]]), bias: nil))
    let maps = try maps(CartPole()) { .values(network($0)) }
    for (row, column) in Self.places {
      let right = 2 * (-0.25 + Double(column) / 120)
      #expect(abs(maps.preference[row, column] - right) < 1e-6)
      #expect(abs(maps.greatest[row, column] - max(right, 0)) < 1e-6)
    }
  }

  /// Odds of e^(2ω): 1 / (1 + e^−2) for ω = 1.
  @Test func policyIsAProbability() throws {
    let network = Sequential(
      Linear(weight: Tensor(rows: [[0, 0], [0, 0], [0, 0], [0, 2]]), bias: nil))
    let maps = try maps(CartPole()) {
      .probabilities(Categorical(logits: network($0)).probabilities)
    }
    #expect(abs(maps.numbers[1][45, 3] - 0.8807970779778823) < 1e-6)
    #expect(abs(maps.numbers[1][30, 3] - 0.5) < 1e-6)
    #expect(abs(maps.preference[45, 3] - 2) < 1e-5, "the logarithm of the odds")
    #expect(
      maps.picture.caption.hasPrefix(
        "The probability of right, by pole angle and angular velocity, the cart at rest in the "
          + "middle. The white line is where the greedy action changes. Beyond the dashed lines"))
    #expect(texts(panels(maps)[0])[0] == "Probability of right")
  }

  /// Of three actions there are regions: the velocity's sign decides, and near 0 nothing is done.
  @Test func moreActionsAreRegions() throws {
    let maps = try maps(MountainCar()) { states in
      .values(Tensor(rows: states.rows.map { [-100 * $0[1], 1, 100 * $0[1]] }))
    }
    // Velocities from −0.07 to 0.07; |v| = 0.07 is worth 7, 0 is worth 1.
    #expect(abs(maps.greatest[0, 5] - 7) < 1e-5 && abs(maps.greatest[30, 5] - 1) < 1e-6)
    let panels = panels(maps)
    #expect(panels.count == 2)
    #expect(texts(panels[1]).starts(with: ["Greedy action", "left", "none", "right"]))
    #expect(
      texts(panels[1]).contains("position") && texts(panels[1]).contains("velocity (per step)"))
    // The ground is the first action's; above −0.01 it is another, above 0.01 the third.
    let areas = panels[1].elements.compactMap { element -> (Paint?, Double, Double)? in
      switch element {
      case .rectangle(let frame, _, let style): (style.fill, frame.y, frame.bottom)
      case .polygon(let outlines, let style):
        (style.fill, outlines[0].map(\.y).min() ?? 0, outlines[0].map(\.y).max() ?? 0)
      default: nil
      }
    }
    #expect(areas.map(\.0) == [.series(0), .series(1), .series(2)])
    let (top, height) = (areas[0].1, areas[0].2 - areas[0].1)
    for (area, velocity) in zip(areas.dropFirst(), [-0.01, 0.01]) {
      #expect(abs(area.1 - top) < 1e-9)
      #expect(abs((area.2 - top) / height - (0.07 - velocity) / 0.14) < 1e-3)
    }
  }

  /// The torque is ten times the sine of the angle, and its colours end at the bounds.
  @Test func aContinuousActionIsItsCoordinate() throws {
    let maps = try maps(Pendulum()) { states in
      .action(Tensor(rows: states.rows.map { [10 * $0[1]] }))
    }
    #expect(maps.output == .coordinates && maps.names == ["torque"])
    // Angles from −π to π: column 45 is π/2, 15 is −π/2.
    #expect(abs(maps.numbers[0][7, 45] - 10) < 1e-5 && abs(maps.numbers[0][60, 15] + 10) < 1e-5)
    let panels = panels(maps)
    #expect(panels.count == 1 && texts(panels[0])[0] == "Torque")
    #expect(texts(panels[0]).contains("2") && !texts(panels[0]).contains("10"), "of the colour bar")
    #expect(
      maps.picture.caption
        == "The action, by angle and angular velocity. Torque is clockwise below 0 and "
        + "counter-clockwise above; the white line is where it is 0. At 0 the rod is upright; "
        + "counter-clockwise is positive.")
    let means = try self.maps(MountainCarContinuous()) {
      .normal(mean: Tensor(rows: $0.rows.map { [$0[0]] }), deviation: $0)
    }
    #expect(means.output == .means && texts(self.panels(means)[0])[0] == "Mean force")
    #expect(abs(means.numbers[0][0, 0] + 1.2) < 1e-6)
  }

  @Test func whereThereIsNoPlaneThereAreNoMaps() throws {
    #expect(
      try PhasePlaneMaps(SingleEnvironment(FrozenLake())) { features, _ in .values(features) }
        == nil)
  }

  /// One step of Lane rewards the place, and the episode ends at 2 or more; y is what is added. From 0
  /// by 1: 0 + ½ · 1 = ½, and from 1 by 1: 1. From −1 by 0 on, −1 · (1 + ½ + ¼ ...) = −2.
  @Test func returnsAreThoseOfEpisodesFromThere() throws {
    let lane = try SingleEnvironment(Lane())
    let returns = try #require(
      PhasePlaneReturns(lane, discount: 0.5) { features, _ in
        .discrete(features.rows.map { _ in 0 })
      }
    ).returns
    // 41 places from −1 to 1 on each axis.
    #expect(returns.rows == 41 && returns.columns == 41)
    #expect(abs(returns[40, 20] - 0.5) < 1e-12 && abs(returns[40, 40] - 1) < 1e-12)
    // As far as it counts a thousandth.
    #expect(abs(returns[20, 0] + 2) < 4e-3 && returns[20, 0] > -2)
    #expect(
      try PhasePlaneReturns(SingleEnvironment(FrozenLake()), discount: 1) { _, _ in .discrete([]) }
        == nil)
  }

  /// An environment of one's own, with an own plane and a mask.
  @Test func anEnvironmentOfOnesOwnHasMaps() throws {
    var masks = 0
    let maps = try #require(
      PhasePlaneMaps(SingleEnvironment(Lane())) { features, mask in
        masks += mask?.rows == 61 && mask?.isAllowed[..<2] == [true, false] ? 1 : 0
        return .values(features)
      })
    #expect(masks == 61)
    #expect(
      maps.names == ["0", "1"] && maps.numbers[0][0, 60] == 1 && maps.numbers[1][0, 60] == -1)
    #expect(texts(panels(maps)[0]).contains("way (m)") && texts(panels(maps)[0]).contains("pace"))
  }

  struct Lane: Environment, PhasePlaneMapping {
    var place = 0.0
    var pace = 0.0
    var phasePlane: PhasePlane {
      PhasePlane(x: .init("way", unit: "m", in: -1...1), y: .init("pace", in: -1...1))
    }
    mutating func place(at point: SIMD2<Double>) { (place, pace) = (point.x, point.y) }
    static var hasActionMask: Bool { true }
    var observationSpace: Box { Box(count: 2, low: -9, high: 9) }
    var actionSpace: Discrete { Discrete(2) }
    mutating func reset(using generator: inout PCG64) { (place, pace) = (0, 0) }
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      let reward = place
      place += pace
      return Step(reward: reward, terminated: place >= 2)
    }
    func observe(into observation: inout MutableSpan<Float>) {
      observation[0] = Float(place)
      observation[1] = Float(pace)
    }
    func writeActionMask(into mask: inout MutableSpan<Bool>) { (mask[0], mask[1]) = (true, false) }
    mutating func visitState(_ visitor: inout StateVisitor) {
      visitor.visit("place", &place)
      visitor.visit("pace", &pace)
    }
  }
}

extension Tensor {
  /// The rows of `[rows, columns]`.
  fileprivate var rows: [[Float]] {
    let width = shape[1]
    return stride(from: 0, to: count, by: width).map { Array(elements[$0..<$0 + width]) }
  }
}

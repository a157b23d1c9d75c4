import Agents
import Environments
import RLFigures
import RLNet
import RLReports
import Testing

/// Step reward −0.1, γ = ½: from beside the goal 0.9; from further away −0.1 + ½ · 0.9 = 0.35.
@Suite struct GridValuesTests {
  private static let angles = [Double.pi / 2, 0, -.pi / 2, .pi]

  private func world() throws -> GridWorld {
    GridWorld(map: try GridWorldMap(text: "S.G\n#.."), slip: 0, stepReward: -0.1)
  }

  /// The optimal values of up, right, down and left in each cell, by hand.
  private static let optimal: [[Float]] = [
    [0.075, 0.35, 0.075, 0.075],  // S: a wall below, borders above and to the left
    [0.35, 0.9, 0.075, 0.075],
    [0, 0, 0, 0],  // the goal
    [9, 9, 9, 9],  // a wall, never looked at
    [0.35, 0.35, 0.075, 0.075],  // below the middle: up and right are as good
    [0.9, 0.35, 0.35, 0.075],
  ]

  private func learned(_ rows: [[Float]]) throws -> GridValues {
    let world = try world()
    return try #require(
      GridValues(
        map: grid(world), table: world.table, angles: Self.angles,
        .values(Tensor(rows: rows)), discount: 0.5))
  }

  private func grid(_ world: GridWorld) throws -> TileGrid {
    guard case .tiles(let grid) = world.depiction else { throw CancellationError() }
    return grid
  }

  private func texts(_ drawing: Drawing) -> [String] {
    drawing.elements.compactMap { if case .text(let text) = $0 { text.string } else { nil } }
  }

  @Test func optimalValuesHaveNoError() throws {
    let learned = try learned(Self.optimal)
    #expect(learned.states == [0, 1, 4, 5])
    let optimum = try #require(learned.optimum)
    for (state, value) in [(0, 0.35), (1, 0.9), (4, 0.35), (5, 0.9)] {
      #expect(abs(optimum[state] - value) < 1e-12)
      #expect(abs(learned.values[state] - value) < 1e-7)
    }
    #expect(
      [0, 1, 4, 5].map { learned.isOptimal[$0] } == [
        [false, true, false, false], [false, true, false, false], [true, true, false, false],
        [true, false, false, false],
      ])
    #expect(learned.optimalChoices == 4)

    let panels = learned.panels
    #expect(panels.count == 3)
    // The goal has its label in place of a value, and the wall nothing.
    let cells = ["0.35", "S", "0.90", "+1", "0.35", "0.90"]
    #expect(texts(panels[0]).starts(with: ["Learned"] + cells))
    #expect(texts(panels[1]).starts(with: ["Exact optimum"] + cells))
    #expect(
      texts(panels[2]).starts(
        with: ["Error: learned − exact", "0.000", "0.000", "+1", "0.000", "0.000"]))
    #expect(learned.picture.caption.contains("optimal in 4 of them"))
  }

  @Test func errorsAreLearnedMinusExact() throws {
    var rows = Self.optimal
    rows[0] = [0.5, 0.1, 0, 0]  // 0.15 too much, and a wrong action
    rows[5] = [0.6, 0.1, 0, 0]  // 0.3 too little
    let learned = try learned(rows)
    let errors = ["0.15", "0.00", "+1", "0.00", "−0.30"]
    #expect(texts(learned.panels[2]).dropFirst().starts(with: errors))
    #expect(learned.optimalChoices == 3)
    // (0.15 + 0.3) / 4
    #expect(learned.picture.caption.contains("is 0.1125 in the mean of 4 cells and 0.3 at most"))
  }

  /// From S beside the goal, a fourth of all steps goes there and the others stay:
  /// V = ¼ · 1 + ¾ · ½ · V, so V = 0.4.
  @Test func policyHasItsExactValue() throws {
    let world = GridWorld(map: try GridWorldMap(text: "SG"), slip: 0, stepReward: 0)
    let learned = try #require(
      GridValues(
        map: grid(world), table: world.table, angles: Self.angles,
        .probabilities(Tensor(rows: [[7, 7, 7, 7], [0, 0, 0, 0]]).softmax()), discount: 0.5))
    #expect(abs(learned.values[0] - 0.4) < 1e-12)
    #expect(learned.probabilities[0] == [0.25, 0.25, 0.25, 0.25])
    #expect(learned.optimum?[0] == 1)
    #expect(texts(learned.panels[2]).starts(with: ["Policy − optimum", "−0.60"]))
  }

  /// Where each step earns something and there is no discount, there is no best return.
  @Test func unboundedOptimumIsSaid() throws {
    let world = GridWorld(map: try GridWorldMap(text: "SG"), slip: 0, stepReward: 1)
    let learned = try #require(
      GridValues(
        map: grid(world), table: world.table, angles: Self.angles,
        .values(Tensor(rows: [[7, 8, 7, 7], [0, 0, 0, 0]])), discount: 1))
    #expect(learned.optimum == nil)
    #expect(learned.panels.count == 1)
    #expect(learned.picture.caption.contains("The optimum is not bounded"))
  }
}

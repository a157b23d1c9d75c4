import Agents
import RLFigures
import RLNet
import RLRandom
import RLReports
import Testing

@Suite struct CartPoleMapsTests {
  /// Places of the 61 × 61 grid: angles in steps of 1/120, velocities in steps of 1/15.
  private static let places = [(0, 0), (30, 30), (7, 51), (60, 0), (33, 12)]

  private func direct(_ network: Sequential, _ row: Int, _ column: Int) -> [Float] {
    let state: [Float] = [0, 0, -0.25 + Float(column) / 120, -2 + Float(row) / 15]
    return network(Tensor(rows: [state])).elements
  }

  @Test func valuesAreThoseOfTheNetwork() throws {
    var generator = PCG64(seed: 5)
    let network = Sequential(
      Linear(4, 8, using: &generator), Tanh(), Linear(8, 2, using: &generator))
    let maps = try #require(CartPoleMaps { .values(network($0)) })
    #expect(maps.values.rows == 61 && maps.values.columns == 61)
    for (row, column) in Self.places {
      let q = direct(network, row, column)
      #expect(abs(maps.values[row, column] - Double(max(q[0], q[1]))) < 1e-6)
      #expect(abs(maps.preference[row, column] - Double(q[1] - q[0])) < 1e-6)
    }
    guard case .panels(let panels) = maps.picture.content else {
      Issue.record("no panels")
      return
    }
    #expect(panels.count == 2)
  }

  /// Left is always worth 0 and right 2θ: the preference grows to the right and does not know ω.
  @Test func axesAreTheRightWayRound() throws {
    let network = Sequential(
      Linear(weight: Tensor(rows: [[0, 0], [0, 0], [0, 2], [0, 0]]), bias: nil))
    let maps = try #require(CartPoleMaps { .values(network($0)) })
    for (row, column) in Self.places {
      let right = 2 * (-0.25 + Double(column) / 120)
      #expect(abs(maps.preference[row, column] - right) < 1e-6)
      #expect(abs(maps.values[row, column] - max(right, 0)) < 1e-6)
    }
  }

  /// There are no such maps of continuous actions.
  @Test func coordinatesHaveNoMaps() {
    #expect(CartPoleMaps { .action($0) } == nil)
    #expect(CartPoleMaps { .normal(mean: $0, deviation: $0) } == nil)
  }

  /// Odds of e^(2ω): 1 / (1 + e^−2) for ω = 1.
  @Test func policyIsAProbability() throws {
    let network = Sequential(
      Linear(weight: Tensor(rows: [[0, 0], [0, 0], [0, 0], [0, 2]]), bias: nil))
    let maps = try #require(
      CartPoleMaps { .probabilities(Categorical(logits: network($0)).probabilities) })
    #expect(abs(maps.values[45, 3] - 0.8807970779778823) < 1e-6)
    #expect(abs(maps.values[30, 3] - 0.5) < 1e-6)
    #expect(abs(maps.preference[45, 3] - 2) < 1e-5, "the logarithm of the odds")
    #expect(maps.picture.caption.hasPrefix("The probability of pushing right"))
  }
}

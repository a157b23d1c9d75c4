import RLNet
import RLSupervised
import Testing

/// Loose numbers and networks that learn together.
@Suite struct CompositeTests {
  @Test(arguments: 1...10)
  func aParabolaIsLearnedFromEverySeed(seed: UInt64) throws {
    let cost = try Composite.trained("parabola", seed: seed).task.metric("cost")
    #expect(cost < 1e-4, "seed \(seed)")
  }

  /// The ancestor's figure: 10.00997 for 10.
  @Test(arguments: 1...10)
  func aPointIsLearnedFromEverySeed(seed: UInt64) throws {
    let task = try Composite.trained("point", seed: seed).task
    let output = task.function(Tensor([3], shape: [1, 1])).item
    #expect(abs(output - 10) < 1e-3, "seed \(seed): \(output)")
    #expect(abs(Double(output) - 10) == task.metric("error"))
  }

  @Test func theFunctionIsTheFormula() throws {
    var f = try SupervisedTraining<Composite>(Composite.preset("parabola"), seed: 1).task.function
    (f.w0, f.w1, f.w2, f.w3) = (Tensor(2), Tensor(3), Tensor(-1), Tensor(0.5))
    for x: Float in [-2, 0, 0.5, 3] {
      func at(_ network: Sequential, _ x: Float) -> Float {
        network(Tensor([x], shape: [1, 1])).item
      }
      let expected = 2 * at(f.n1, 3 * x * x - x + at(f.n2, 0.5 * x))
      #expect(abs(f(Tensor([x], shape: [1, 1])).item - expected) < 1e-5)
    }
  }

  @Test func numbersAndNetworksAllLearn() throws {
    let before = try SupervisedTraining<Composite>(Composite.preset("parabola"), seed: 1)
    var after = before
    after.advance()
    let pairs = zip(before.task.namedTensors, after.task.namedTensors)
    let networks = ["n1", "n2"].flatMap { network in
      [0, 2, 4].flatMap { ["\(network).\($0).weight", "\(network).\($0).bias"] }
    }
    #expect(
      pairs.map(\.0.name) == (["w0", "w1", "w2", "w3"] + networks).map { "function.\($0)" })
    for (old, new) in pairs { #expect(old.tensor != new.tensor, "\(old.name)") }
  }
}

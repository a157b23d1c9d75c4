import RLNet
import RLRandom
import TestSupport
import Testing

/// What is written once over the visit of a module's tensors.
struct ModuleTests {
  @Test func namesFollowThePlaces() {
    var generator = PCG64(seed: 1)
    let network = Sequential(
      Linear(4, 8, using: &generator), ReLU(), Linear(8, 2, bias: nil, using: &generator),
      Sequential(Tanh(), Linear(2, 2, using: &generator)))
    #expect(
      network.namedTensors.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "3.1.weight", "3.1.bias",
      ])
    #expect(network.parameterCount == 4 * 8 + 8 + 8 * 2 + 2 * 2 + 2)
    #expect(TwoHeads.small().namedTensors.map(\.name) == TwoHeads.names)
    #expect([Tensor(1), Tensor(2)].namedTensors.map(\.name) == ["0.tensor", "1.tensor"])
  }

  @Test func onlyParametersAreCounted() {
    #expect(TwoHeads.small().parameterCount == 3 * 4 + 4 + 4 * 2 + 2)
  }

  @Test func onlyParametersAreUpdated() {
    var model = TwoHeads.small()
    let before = model
    var sgd = SGD(for: model, learningRate: 1)
    sgd.update(&model, along: before)
    #expect(model.body.weight == .zeros([3, 4]))
    #expect(model.value.layer.weight == before.value.layer.weight)
    #expect(model.mean == before.mean)
  }

  @Test func interpolationMovesEveryTensor() {
    var model = TwoHeads.small()
    var other = TwoHeads.small()
    other.body.weight = .ones([3, 4])
    other.mean = Tensor([4, 4, 4])
    let target = other
    let start = model
    model.interpolate(toward: target, by: 0.25)
    let expected = zip(start.numbers, target.numbers).map { $0 + 0.25 * ($1 - $0) }
    #expect(zip(model.numbers, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    model.interpolate(toward: target, by: 1)
    #expect(sameBits(model.numbers, target.numbers))
    #expect(sameBits(other.numbers, target.numbers))
  }

  /// t + 1·(other − t) rounds on the way, and gives 0 for a small number beside a large one.
  @Test func interpolationToTheEndIsACopy() {
    var model = [Tensor([1e8, 0.1])]
    let target = [Tensor([1e-8, 0.7])]
    model.interpolate(toward: target, by: 0)
    #expect(model == [Tensor([1e8, 0.1])])
    model.interpolate(toward: target, by: 1)
    #expect(sameBits(model.numbers, target[0].elements))
  }

  @Test func interpolationBeyondTheEndsStops() async {
    expectStop(
      saying: "a tensor moves a fraction of the way from 0 to 1, not 1.5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor(1)]
        model.interpolate(toward: [Tensor(2)], by: 1.5)
      })
    expectStop(
      saying: "a tensor moves a fraction of the way from 0 to 1, not -0.5",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor(1)]
        model.interpolate(toward: [Tensor(2)], by: -0.5)
      })
  }

  @Test func interpolationTowardAnotherStructureStops() async {
    expectStop(
      saying: "a tensor of shape [2] cannot move toward one of shape [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor.zeros([2])]
        model.interpolate(toward: [Tensor.zeros([3])], by: 0.5)
      })
    expectStop(
      saying: "a module of 1 tensors cannot move toward one of 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor.zeros([2])]
        model.interpolate(toward: [], by: 0.5)
      })
    expectStop(
      saying: "a module of 1 tensors cannot move toward one of 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = [Tensor.zeros([2])]
        model.interpolate(toward: [.zeros([2]), .zeros([2])], by: 0.5)
      })
  }

  /// Without a rule of their own, layers train as they infer.
  @Test func trainingDefaultsToInference() {
    var generator = PCG64(seed: 2)
    var network = Sequential(
      Linear(3, 4, using: &generator), LeakyReLU(slope: 0.1), Sigmoid(), Identity(), Softmax())
    let x = Tensor.normal(shape: [5, 3], using: &generator)
    var context = Context(generator: generator)
    #expect(network.train(x, in: &context) == network(x))
    var frozen = Frozen(network)
    #expect(frozen.train(x, in: &context) == network(x))
  }
}

import RLNet
import RLRandom
import TestSupport
import Testing

/// Long graphs, and what becomes of storage when a graph is gone.
struct GraphTests {
  @Test func aMillionOperationsNeitherOverflowNorSlowDown() {
    let count = 1_000_000
    let start = processorSeconds()
    let (value, slope) = valueAndGradient(at: Tensor(1)) { x in
      let half = Tensor(0.5)
      var y = x
      for _ in 0..<count { y = y + half }
      return y
    }
    #expect(value == 1 + Float(count) / 2)
    #expect(slope == Tensor(1))
    // A hundred times what it takes.
    #expect(processorSeconds() - start < 60)
  }

  @Test func aDroppedGraphIsReleasedInALoop() {
    let (value, slope) = valueAndGradient(at: Tensor(1)) { x in
      var y = x
      for step in 0..<1_000_000 { y = step % 2 == 0 ? y * x : y + y }
      return Tensor(3)
    }
    #expect(value == 3)
    #expect(slope == Tensor(0))
  }

  /// Every value is used twice, so a walk that follows each use would take 2¹⁰⁰⁰ steps.
  @Test func sharedValuesAreVisitedOnce() {
    let (_, slope) = valueAndGradient(at: Tensor(1)) { x in
      var y = x
      for _ in 0..<1_000 { y = (y + y) * 0.5 }
      return y
    }
    #expect(slope == Tensor(1))
  }

  @Test func optimizersUpdateInPlace() {
    var generator = PCG64(seed: 3)
    var online = Sequential(
      Linear(4, 16, using: &generator), Tanh(), Linear(16, 2, using: &generator))
    let x = Tensor.normal(shape: [8, 4], using: &generator)
    func check(_ optimizer: some Optimizer) {
      var optimizer = optimizer
      let addresses = online.addresses
      for _ in 0..<3 {
        let before = online.numbers
        let (_, gradient) = valueAndGradient(at: &online) { $0(x).squared().mean() }
        optimizer.update(&online, along: gradient)
        #expect(online.numbers != before)
        #expect(online.addresses == addresses)
      }
    }
    check(SGD(for: online, momentum: 0.9))
    check(RMSprop(for: online))
    check(Adagrad(for: online))
    check(Adam(for: online))
    check(AdamW(for: online))
  }

  @Test func aTargetNetworkIsAValue() {
    var generator = PCG64(seed: 4)
    var online = Sequential(
      Linear(4, 16, using: &generator), ReLU(), Linear(16, 2, using: &generator))
    var adam = Adam(for: online, learningRate: 0.1)
    let target = online
    let before = target.numbers
    let x = Tensor.normal(shape: [8, 4], using: &generator)
    for _ in 0..<3 {
      let (_, gradient) = valueAndGradient(at: &online) { $0(x).squared().mean() }
      adam.update(&online, along: gradient)
    }
    #expect(sameBits(target.numbers, before))
    #expect(online.numbers != before)
  }

  /// A copy of a model and its optimizer is a copy of the training.
  @Test func aCopyOfTheTrainingGoesItsOwnWay() {
    var generator = PCG64(seed: 5)
    var model = Linear(3, 2, using: &generator)
    var adam = Adam(for: model)
    let x = Tensor.normal(shape: [5, 3], using: &generator)
    func step(_ model: inout Linear, _ adam: inout Adam) {
      let (_, gradient) = valueAndGradient(at: &model) { $0(x).squared().mean() }
      adam.update(&model, along: gradient)
    }
    step(&model, &adam)
    var (other, otherAdam) = (model, adam)
    for _ in 0..<5 { step(&model, &adam) }
    for _ in 0..<5 { step(&other, &otherAdam) }
    #expect(sameBits(model.numbers, other.numbers))
  }
}

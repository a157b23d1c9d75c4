import Agents
import RLNet
import RLRandom
import RLReports
import RLRuns
import RLSupervised
import Testing

@Suite struct LandscapeTests {
  private func norm(_ tensor: Tensor, _ filter: [Int]) -> Double {
    filter.reduce(0) { $0 + Double(tensor.elements[$1]) * Double(tensor.elements[$1]) }.squareRoot()
  }

  @Test(
    arguments: [
      ([1.0, 2, 3, 4, 0.5, 6, 7, 80, 9], "cost 0.5 at the weights, 0.5 to 80 around them"),
      (
        [.nan, 2, 3, 4, 0.5, .infinity, 7, 8, 9],
        "cost 0.5 at the weights, 0.5 to 9 around them, 2 of 9 values are not finite"
      ),
      (
        Array(repeating: -.infinity, count: 9),
        "cost −inf at the weights, 9 of 9 values are not finite"
      ),
    ] as [([Double], String)])
  func theRangeIsOfWhatIsFinite(_ values: [Double], _ summary: String) {
    let landscape = Landscape(
      measure: "cost", examples: 4, unit: "examples", settings: .init(size: 3), weights: "",
      values: values)
    #expect(landscape.summary == summary)
  }

  /// More is better there, and it is told as it is.
  @Test func aReturnIsToldAsItIs() {
    func landscape(_ measure: String) -> Landscape {
      Landscape(
        measure: measure, examples: 20, unit: "greedy episodes", settings: .init(size: 3),
        weights: "", values: [1, 9.55, 20, 300, 500, 499.5, 7, 8, 9])
    }
    let returns = landscape("mean return")
    #expect(returns.summary == "mean return 500 at the weights, 1 to 500 around them")
    #expect(returns.picture.title == "Return landscape" && returns.scale == .linear)
    let loss = landscape("cost")
    #expect(loss.picture.title == "Loss landscape" && loss.scale == .logarithmic)
  }

  @Test func filtersAreColumnsAndKernels() {
    #expect(FilterDirection.filters(of: [2, 3]) == [[0, 3], [1, 4], [2, 5]])
    #expect(FilterDirection.filters(of: [2, 1, 1, 2]) == [[0, 1], [2, 3]])
    #expect(FilterDirection.filters(of: []) == [[0]])
  }

  @Test func directionIsAsLongAsEachFilter() throws {
    var generator = PCG64(seed: 3)
    let network = Sequential(
      Conv2D(2, 4, kernel: 3, using: &generator), BatchNorm(4), ReLU(), Flatten(),
      Linear(16, 5, using: &generator))
    let direction = FilterDirection(network, using: &generator)
    let tensors = network.namedTensors
    var moved: [String] = []
    for ((name, tensor), along) in zip(tensors, direction.tensors) {
      guard let along else { continue }
      moved.append(name)
      #expect(along.shape == tensor.shape)
      for filter in FilterDirection.filters(of: tensor.shape) {
        #expect(abs(norm(along, filter) / norm(tensor, filter) - 1) < 1e-6, "\(name)")
      }
    }
    #expect(moved == ["0.weight", "4.weight"])
    #expect(direction.tensors.count == tensors.count)
  }

  /// y = 2x + 1 is fitted exactly by w = 2. A direction of one weight is ±2, so at (a, b) the weight is
  /// off by 2(±a ± b), and the loss is 4(±a ± b)² · mean x², which is 1.5 of −1, 0, 1 and 2.
  @Test func linearRegressionIsABowl() throws {
    let model = Sequential(Linear(weight: Tensor(rows: [[2]]), bias: Tensor([1])))
    let x = Tensor(rows: [[-1], [0], [1], [2]])
    let y = Tensor(rows: [[-1], [1], [3], [5]])
    let settings = Landscape.Settings(seed: 1, size: 5, span: 0.5)
    let values = try #require(
      landscapeValues(around: model, settings) { Double(meanSquaredError($0(x), y).item) })
    var generator = PCG64(seed: 1)
    let signs = (0..<2).map { _ in
      FilterDirection(model, using: &generator).tensors[0]!.item > 0 ? 1.0 : -1
    }
    #expect(values.count == 25)
    for row in 0..<5 {
      for column in 0..<5 {
        let (a, b) = (-0.5 + 0.25 * Double(column), -0.5 + 0.25 * Double(row))
        let off = signs[0] * a + signs[1] * b
        #expect(abs(values[row * 5 + column] - 6 * off * off) < 1e-5)
      }
    }
  }

  private func moons() throws -> Moons {
    var configuration = Moons.Configuration()
    configuration.count = 200
    configuration.training.epochs = 3
    var training = try SupervisedTraining<Moons>(configuration, seed: 4)
    while !training.isFinished { training.advance() }
    return training.task
  }

  private func landscape(of task: Moons, seed: UInt64 = 1) throws -> Landscape {
    try #require(
      try Landscape.of(
        task, examples: nil, .init(seed: seed, size: 7), weights: "w", isInterrupted: { false },
        watch: { _ in }))
  }

  @Test func middleIsTheTrainedLoss() throws {
    let task = try moons()
    let landscape = try landscape(of: task)
    #expect(landscape.examples == task.exampleCount)
    #expect(landscape.center == task.loss(on: (0..<task.exampleCount).map { $0 }[...]))
    let batch = task.classifier.training.batch(0..<task.exampleCount)
    let direct = crossEntropy(logits: task.classifier.network(batch.inputs), labels: batch.labels)
    #expect(abs(landscape.center - Double(direct.item)) < 1e-6)
    #expect(try landscape.values != self.landscape(of: task, seed: 2).values)
  }

  @Test func threadsChangeNothing() throws {
    let task = try moons()
    let one = try withThreads(1) { try compactJSON(landscape(of: task)) }
    let two = try withThreads(2) { try compactJSON(landscape(of: task)) }
    #expect(one == two)
  }

  @Test func interruptionGivesNothing() throws {
    let result = try Landscape.of(
      try moons(), examples: 10, .init(size: 7), weights: "", isInterrupted: { true },
      watch: { _ in })
    #expect(result == nil)
  }

  @Test func wideRangesAreLogarithmic() {
    func scale(_ least: Double) -> Bool {
      Landscape(
        measure: "cost", examples: 1, unit: "", settings: .init(size: 3), weights: "",
        values: [least] + Array(repeating: 5, count: 8)
      ).scale == .logarithmic
    }
    #expect(scale(0.04) && !scale(0.06) && !scale(-500) && !scale(0))
  }
}

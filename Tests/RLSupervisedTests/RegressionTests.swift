import Foundation
import RLNet
import RLRandom
import RLSupervised
import TestSupport
import Testing

/// Regression against closed forms and the functions that the examples were drawn from.
@Suite struct RegressionTests {
  /// `regressions.json`.
  struct Fits: Decodable {
    let linear, diabetes: [LeastSquares]
    let logistic: [LogisticFit]
  }

  struct LeastSquares: Decodable {
    let seed: UInt64
    let trainingCost, cost, r2: Double
  }

  struct LogisticFit: Decodable {
    let seed: UInt64
    let intercept, slope, cost: Double
  }

  private let fits: Fits

  init() throws { fits = try Fixture.load("regressions") }

  private func expect(_ preset: String, is fits: [LeastSquares]) throws {
    for fit in fits {
      let task = try Regression.trained(preset, seed: fit.seed).task
      let (cost, r2) = (task.metric("cost"), task.metric("r2"))
      #expect(abs(cost - fit.cost) <= 0.01 * fit.cost, "seed \(fit.seed): \(cost), \(fit.cost)")
      #expect(abs(r2 - fit.r2) <= 0.01 * (1 - fit.r2), "seed \(fit.seed): \(r2), \(fit.r2)")
    }
  }

  @Test func aLineIsThatOfLeastSquares() throws { try expect("linear", is: fits.linear) }

  @Test func probabilitiesAreThoseOfTheGreatestLikelihood() throws {
    for fit in fits.logistic {
      let task = try Regression.trained("logistic", seed: fit.seed).task
      let cost = task.metric("cost")
      #expect(abs(cost - fit.cost) <= 0.01 * fit.cost, "seed \(fit.seed): \(cost), \(fit.cost)")
      let distance = error(task, -4...4) { 1 / (1 + exp(-fit.intercept - fit.slope * $0)) }
      #expect(distance <= 0.01, "seed \(fit.seed): \(distance)")
    }
  }

  @Test(.enabled(if: hasData)) func diabetesIsThatOfLeastSquares() throws {
    try expect("diabetes", is: fits.diabetes)
    // The last step, of all examples at once, begins at the least cost of training.
    let least = try #require(fits.diabetes.first)
    var training = try SupervisedTraining<Regression>(
      Regression.preset("diabetes"), data: .given, seed: least.seed)
    var cost = Double.infinity
    while !training.isFinished { training.advance { cost = $0.losses[0] } }
    #expect(abs(cost - least.trainingCost) <= 1e-3 * least.trainingCost, "\(cost)")
  }

  /// The greatest distance from the function over a range.
  private func error(
    _ task: Regression, _ range: ClosedRange<Double>, _ function: (Double) -> Double
  ) -> Double {
    let step = (range.upperBound - range.lowerBound) / 200
    let places = (0...200).map { range.lowerBound + Double($0) * step }
    return zip(task.predictions(places.map { Float($0) }), places)
      .map { abs(Double($0) - function($1)) }.max() ?? .infinity
  }

  /// From every seed, where the ancestor's example did not.
  @Test(arguments: 1...10)
  func theSineIsLearnedFromEverySeed(seed: UInt64) throws {
    let task = try Regression.trained("curve", seed: seed).task
    #expect(task.metric("cost") <= 0.02, "seed \(seed)")
    let distance = error(task, -4.5...4.5) { sin($0) }
    #expect(distance <= 0.2, "seed \(seed): \(distance)")
  }

  @Test func aLineIsFound() throws {
    let distance = error(try Regression.trained("linear", seed: 1).task, -2...2) { 2 * $0 - 1 }
    #expect(distance <= 0.05, "\(distance)")
  }

  /// Values go up to 2 431.
  @Test(arguments: 1...3) func aPolynomialIsFound(seed: UInt64) throws {
    let task = try Regression.trained("polynomial", seed: seed).task
    let distance = error(task, 0...10) { 2 * $0 * $0 * $0 + 4 * $0 * $0 + 3 * $0 + 1 }
    #expect(distance <= 0.01, "seed \(seed): \(distance)")
  }

  /// Values go up to 107.
  @Test func oneHiddenLayerFitsWhatItLikes() throws {
    let task = try Regression.trained("universal", seed: 1).task
    let distance = error(task, 0.2...9.8) { $0 * $0 + $0 - $0.squareRoot() }
    #expect(distance <= 1, "\(distance)")
    #expect(task.metric("r2") >= 0.9999)
    #expect(task.parameterCount == 151)
  }

  @Test func squaredErrorsAreInTheTargetsUnits() throws {
    // The training targets have mean 20 and deviation 10: predictions are 10 x + 20.
    let training = Dataset<Float>(inputs: [0, 0], shape: [1], targets: [10, 30])
    let tested = Dataset<Float>(inputs: [0, 1, 2], shape: [1], targets: [20, 20, 50])
    let network = Sequential(Linear(weight: Tensor(rows: [[1]]), bias: Tensor([0])))
    var regressor = Regressor(
      network, .squared, training: training, heldOut: tested, TrainingOptions(),
      TaskStreams(seed: 1))
    #expect(regressor.predictions(tested.batch.inputs).elements == [20, 30, 40])
    let metrics = regressor.evaluate()
    #expect(metrics.map(\.name) == ["cost", "r2"])
    #expect(abs(metrics[0].value - 200 / 3) < 1e-9 && abs(metrics[1].value - 2 / 3) < 1e-9)
    #expect(regressor.update(on: [0, 1][...], progress: 0) == [100])
  }

  @Test func sameTargetsLeaveNothingToDetermine() {
    let examples = Dataset<Float>(inputs: [0, 1], shape: [1], targets: [7, 7])
    let network = Sequential(Linear(weight: Tensor(rows: [[0]]), bias: Tensor([0])))
    func r2(_ targets: [Float]) -> Double {
      Regressor(
        network, .squared, training: examples,
        heldOut: Dataset<Float>(inputs: [0, 1], shape: [1], targets: targets), TrainingOptions(),
        TaskStreams(seed: 1)
      ).evaluate()[1].value
    }
    #expect(r2([7, 7]) == 1 && r2([8, 8]) == 0)
  }

  @Test func logisticMetricsAreThoseOfTheDefinition() {
    let examples = Dataset<Float>(inputs: [-1, 2, 3], shape: [1], targets: [0, 1, 0])
    let network = Sequential(Linear(weight: Tensor(rows: [[1]]), bias: Tensor([0])))
    let regressor = Regressor(
      network, .logistic, training: examples, heldOut: examples[0..<0], TrainingOptions(),
      TaskStreams(seed: 1))
    let metrics = regressor.evaluate()
    #expect(metrics.map(\.name) == ["accuracy", "cost"] && metrics[0].isShare)
    #expect(metrics[0].value == 2.0 / 3)
    let cost = mean([-1, -2, 3].map { log(1 + exp($0 as Double)) })
    #expect(abs(metrics[1].value - cost) < 1e-6)
  }
}

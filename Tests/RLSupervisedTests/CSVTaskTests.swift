import Foundation
import RLNet
import RLRandom
import RLState
import RLSupervised
import TestSupport
import Testing

/// What is learned from tables in files.
@Suite struct CSVTaskTests {
  /// The built-in irises, as a table with words.
  private static let irises: String = {
    let iris = Dataset.iris
    let inputs = iris.batch.inputs.elements
    return "length,width,petal length,petal width,species\n"
      + iris.targets.enumerated().map { row, label in
        inputs[4 * row..<4 * row + 4].map { "\($0)" }.joined(separator: ",")
          + ",\(iris.classNames[label])\n"
      }.joined()
  }()

  private func train(
    _ text: String, _ settings: [(String, String)]
  ) throws -> SupervisedTraining<CSVTask> {
    try withTemporaryFolder { folder in
      try text.write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
      var training = try tableTraining(in: folder, settings)
      while !training.isFinished { training.advance() }
      return training
    }
  }

  @Test(arguments: ["default", "small", "linear"])
  func irisesAsATableAreTheSameRun(_ preset: String) throws {
    let configuration = try Iris.preset(preset)
    let settings = Iris.Configuration.settings.values(of: configuration)
    let own = try train(Self.irises, settings.map { ($0.key, "\($0.value)") })
    let builtIn = try Iris.trained(preset, seed: 1)
    #expect(own.task.dataDigest == builtIn.task.dataDigest)
    #expect(own.updateHash == builtIn.updateHash)
    #expect(own.task.evaluate() == builtIn.task.evaluate())
    #expect(own.task.namedTensors.map(\.tensor) == builtIn.task.namedTensors.map(\.tensor))
    let classifier = try #require(own.task.model as? Classifier)
    #expect(classifier.training.classNames == Dataset.iris.classNames)
  }

  /// Gradient descent on all rows ends where the normal equations say.
  @Test func aLinearModelSolvesTheNormalEquations() throws {
    var generator = PCG64(seed: 5)
    var rows: [(a: Double, b: Double, y: Double)] = []
    for _ in 0..<60 {
      let (a, b) = (generator.uniform(-3, 5), generator.uniform(100, 200))
      let noise = generator.uniform(-9, 9)
      rows.append((a, b, 3 * a - 0.5 * b + 40 + noise))
    }
    let text = "a,b,y\n" + rows.map { "\(Float($0.a)),\(Float($0.b)),\(Float($0.y))\n" }.joined()
    let training = try train(
      text,
      [
        ("hidden", ""), ("heldOut", "0"), ("batchSize", "60"), ("epochs", "2000"), ("decay", "1"),
        ("optimizer", "momentum"), ("learningRate", "0.02"), ("evaluateEvery", "2000"),
      ])
    let targets = rows.map { $0.y }
    let solution = leastSquares(rows.map { [1, $0.a, $0.b] }, targets)
    let regressor = try #require(training.task.model as? Regressor)
    let examples = regressor.training
    let predictions = regressor.predictions(examples.batch.inputs).elements
    let inputs = examples.unnormalized.batch.inputs.elements
    var (absolute, squared) = (0.0, 0.0)
    for (row, prediction) in predictions.enumerated() {
      let (a, b) = (Double(inputs[2 * row]), Double(inputs[2 * row + 1]))
      let fit = solution[0] + solution[1] * a + solution[2] * b
      #expect(abs(Double(prediction) - fit) < 1e-3)
      absolute += abs(fit - Double(examples.targets[row]))
      let miss = fit - Double(examples.targets[row])
      squared += miss * miss
    }
    #expect(abs(training.task.metric("meanAbsoluteError") - absolute / 60) < 1e-3)
    #expect(abs(training.task.metric("cost") - squared / 60) < 1e-3)
    let center = mean(targets)
    let spread = targets.reduce(0) { (sum: Double, y: Double) in sum + (y - center) * (y - center) }
    #expect(abs(training.task.metric("r2") - (1 - squared / spread)) < 1e-5)
    let baseline = try #require(training.task.baselines.first)
    #expect(baseline.rule == "the mean" && baseline.metric.name == "meanAbsoluteError")
    let distance = mean(targets.map { abs($0 - center) })
    #expect(abs(baseline.metric.value - distance) < 1e-4)
  }

  @Test func theMostFrequentClassOfTheTrainingRowsIsTheBaseline() throws {
    let rows = (0..<40).map { "\($0),\($0 % 4 == 0 ? "rare" : "common")\n" }.joined()
    let all = try table("x,y\n" + rows, [("heldOut", "0")])
    #expect(all.baselines == [Baseline("the most frequent class", Metric("accuracy", share: 0.75))])
    let held = try table("x,y\n" + rows, [("heldOut", "0.5")])
    let classifier = try #require(held.model as? Classifier)
    let common = Double(classifier.heldOut.targets.count { $0 == 0 })
    #expect(held.baselines.map(\.metric.value) == [common / 20])
  }

  @Test func aStateInMidEpochGoesOn() throws {
    for settings in [[("target", "species")], [("target", "1"), ("words", "petal width,species")]] {
      try withTemporaryFolder { folder in
        try Self.irises.write(toFile: "\(folder)/t.csv", atomically: true, encoding: .utf8)
        var first = try tableTraining(in: folder, settings + [("epochs", "3")])
        while first.updates < 6 { first.advance() }
        var second = try tableTraining(in: folder, settings + [("epochs", "3")])
        try second.loadState(first.stateEntries)
        withThreads(1) { while !first.isFinished { first.advance() } }
        withThreads(2) { while !second.isFinished { second.advance() } }
        #expect(first.updateHash == second.updateHash)
        #expect(first.task.evaluate() == second.task.evaluate())
        let other = try tableTraining(in: folder, settings, seed: 2)
        #expect(other.task.dataDigest != first.task.dataDigest)
      }
    }
  }
}

/// The coefficients of least squares, by the normal equations XᵀX·w = Xᵀy and Gauss's elimination.
private func leastSquares(_ rows: [[Double]], _ targets: [Double]) -> [Double] {
  let size = rows[0].count
  var system = (0..<size).map { i in
    (0..<size).map { j in rows.reduce(0) { $0 + $1[i] * $1[j] } }
      + [zip(rows, targets).reduce(0) { $0 + $1.0[i] * $1.1 }]
  }
  for pivot in 0..<size {
    for row in 0..<size where row != pivot {
      let factor = system[row][pivot] / system[pivot][pivot]
      for column in pivot...size { system[row][column] -= factor * system[pivot][column] }
    }
  }
  return (0..<size).map { system[$0][size] / system[$0][$0] }
}

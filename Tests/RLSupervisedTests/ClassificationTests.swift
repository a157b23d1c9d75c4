import RLSupervised
import Testing

/// How well the classifiers of tables and points do on examples that they have not seen.
@Suite struct ClassificationTests {
  /// The ancestors' 95 %, as the mean over ten divisions into training and held-out flowers.
  @Test(arguments: ["default", "small", "linear"])
  func irisesAreToldApart(preset: String) throws {
    let accuracies = try Iris.trainedMetric("accuracy", preset, seeds: 1...10)
    #expect(mean(accuracies) >= 0.95, "\(accuracies)")
  }

  @Test func digitsAreRead() throws {
    let accuracies = try Digits.trainedMetric("accuracy", "default", seeds: 1...3)
    #expect(mean(accuracies) >= 0.97, "\(accuracies)")
  }

  @Test(arguments: ["default", "spirals"])
  func pointsAreToldApart(preset: String) throws {
    let accuracies = try Moons.trainedMetric("accuracy", preset, seeds: 1...3)
    #expect(mean(accuracies) >= 0.985, "\(accuracies)")
  }

  /// No line divides the moons: what a linear model reaches shows that the hidden layers count.
  @Test func aLinearModelDoesNotDivideMoons() throws {
    var configuration = try Moons.preset("default")
    configuration.hidden = []
    var training = try SupervisedTraining<Moons>(configuration, seed: 1)
    while !training.isFinished { training.advance() }
    #expect((0.8...0.93).contains(training.task.metric("accuracy")))
  }

  @Test(.enabled(if: hasData), arguments: ["logistic", "mlp"])
  func tumoursAreToldApart(preset: String) throws {
    let accuracies = try BreastCancer.trainedMetric("accuracy", preset, seeds: 1...10)
    #expect(mean(accuracies) >= 0.97, "\(accuracies)")
  }

  @Test func aFifthIsHeldOut() throws {
    let iris = try SupervisedTraining<Iris>(Iris.preset("default"), seed: 1).task
    #expect(iris.exampleCount == 120 && iris.classifier.heldOut.count == 30)
    let (training, heldOut) = (iris.classifier.training, iris.classifier.heldOut)
    // The training part alone has the mean 0 and the deviation 1.
    let own = Normalization(of: training, per: .feature)
    #expect(training.normalization == own && heldOut.normalization == own)
    let sums = training.batch.inputs.sum(axis: 0).elements
    #expect(sums.allSatisfy { abs($0) < 1e-2 }, "\(sums)")
    #expect(heldOut.batch.inputs.sum(axis: 0).elements.contains { abs($0) > 0.1 })
    let other = try SupervisedTraining<Iris>(Iris.preset("default"), seed: 2).task
    #expect(other.dataDigest != iris.dataDigest)
  }

  @Test func withoutHeldOutExamplesTheTrainingOnesAreTested() throws {
    var configuration = try Iris.preset("default")
    configuration.heldOut = 0
    let iris = try SupervisedTraining<Iris>(configuration, seed: 1).task
    #expect(iris.exampleCount == 150 && iris.metric("accuracy").isFinite)
  }
}

import RLNet
import RLRandom
import RLRuns
import RLState
import RLSupervised
import TestSupport
import Testing

@Suite struct SupervisedTrainingTests {
  /// A run of `runs.json`, by NumPy and hashlib.
  struct Run: Decodable, CustomStringConvertible {
    let seed: String
    let examples, batchSize, epochs, evaluateEvery: Int
    let batches: [[Int]]
    let rows: [Row]

    struct Row: Decodable {
      let number, updates: Int
      let losses: [Double]
      let hash: String
    }

    var description: String { "seed \(seed), \(examples) examples in batches of \(batchSize)" }

    func training() throws -> SupervisedTraining<CountingTask> {
      var configuration = CountingTask.Configuration()
      configuration.examples = examples
      configuration.training.batchSize = batchSize
      configuration.training.epochs = epochs
      configuration.training.evaluateEvery = evaluateEvery
      return try SupervisedTraining(configuration, seed: #require(UInt64(seed)))
    }
  }

  /// The order of examples, the last short batch, the mean losses, the epochs that end with an
  /// evaluation, and the hash.
  @Test func aRunIsThatOfNumPy() throws {
    let runs: [Run] = try Fixture.load("runs")
    #expect(runs.count == 5)
    for run in runs {
      var training = try run.training()
      #expect(training.updatesPerEpoch * run.epochs == training.allUpdates)
      #expect(training.allUpdates == run.batches.count, "\(run)")
      var epochs: [Epoch] = []
      while !training.isFinished { training.advance { epochs.append($0) } }
      #expect(training.task.batches == run.batches, "\(run)")
      #expect(training.updates == run.batches.count && training.epochs == run.epochs, "\(run)")
      #expect(epochs.map(\.number) == run.rows.map(\.number), "\(run)")
      #expect(epochs.map(\.updates) == run.rows.map(\.updates), "\(run)")
      #expect(epochs.map(\.losses) == run.rows.map(\.losses), "\(run)")
      #expect(epochs.map(\.updateHash) == run.rows.map(\.hash), "\(run)")
      #expect(training.updateHash == run.rows.last?.hash, "\(run)")
      #expect(
        epochs.map(\.metrics) == run.rows.map { [Metric("count", Double($0.updates))] }, "\(run)")
    }
  }

  private var gates: Gates.Configuration {
    var configuration = Gates.Configuration()
    configuration.training.epochs = 6
    // Two updates an epoch, of three examples and one.
    configuration.training.batchSize = 3
    configuration.training.evaluateEvery = 2
    configuration.training.momentum = 0.5
    return configuration
  }

  /// What a run gives from where it is to its end.
  private func rest(_ training: SupervisedTraining<Gates>) -> (
    training: SupervisedTraining<Gates>, epochs: [Epoch]
  ) {
    var training = training
    var epochs: [Epoch] = []
    while !training.isFinished { training.advance { epochs.append($0) } }
    return (training, epochs)
  }

  private func expectSame(
    _ first: SupervisedTraining<Gates>, _ second: SupervisedTraining<Gates>, _ comment: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (first, firstEpochs) = rest(first)
    let (second, secondEpochs) = rest(second)
    #expect(first.updateHash == second.updateHash, "\(comment)", sourceLocation: sourceLocation)
    #expect(firstEpochs == secondEpochs, "\(comment)", sourceLocation: sourceLocation)
    #expect(
      first.stateEntries == second.stateEntries, "\(comment)", sourceLocation: sourceLocation)
  }

  /// At every update of a run: a copy goes on as the original, and so does a run of another seed
  /// once it has loaded the state.
  @Test(arguments: OptimizerChoice.allCases)
  func aCopyAndALoadedStateGoOnAsTheOriginal(_ optimizer: OptimizerChoice) throws {
    var configuration = gates
    configuration.training.optimizer = optimizer
    var training = try SupervisedTraining<Gates>(configuration, seed: 3)
    let whole = rest(training).training
    let other = try SupervisedTraining<Gates>(configuration, seed: 4)
    #expect(rest(other).training.updateHash != whole.updateHash)
    while !training.isFinished {
      let copy = training
      var loaded = other
      try loaded.loadState(training.stateEntries)
      #expect(loaded.updates == training.updates && loaded.epochs == training.epochs)
      expectSame(copy, training, "a copy at update \(training.updates)")
      expectSame(loaded, training, "loaded at update \(training.updates)")
      training.advance()
    }
    #expect(training.updateHash == whole.updateHash, "the copies have left it alone")
  }

  /// Numbers that no run comes to, the greatest ones among them, are refused.
  @Test func aStateThatNoRunComesToIsRefused() throws {
    var training = try SupervisedTraining<Gates>(gates, seed: 3)
    for _ in 0..<3 { training.advance() }
    let entries = training.stateEntries
    let fresh = try SupervisedTraining<Gates>(gates, seed: 3)
    for (name, values) in [
      ("updates", [2, 4, -1, .max]), ("epochs", [-1, 0, 2, 7, .min, .max]),
      ("position", [-3, 0, 1, 4, .min, .max]), ("summed", [-1, 2, 5, 6, 8, .max]),
    ] {
      for value in values {
        let altered = entries.map { entry in
          guard entry.name == name else { return entry }
          return StateEntry(name: name, shape: [], values: .int64([value]))
        }
        #expect(altered != entries)
        var loaded = fresh
        #expect(throws: StateError.self, "\(name) = \(value)") { try loaded.loadState(altered) }
        #expect(loaded.stateEntries == fresh.stateEntries, "a failed load changes nothing")
      }
    }
    // Past the last epoch, with updates that fit.
    var long = gates
    long.training.epochs = 8
    var further = try SupervisedTraining<Gates>(long, seed: 3)
    while further.epochs < 7 { further.advance() }
    var loaded = fresh
    #expect(throws: StateError.self) { try loaded.loadState(further.stateEntries) }
    #expect(throws: StateError.self) { try loaded.loadState(Array(entries.dropLast())) }
    try loaded.loadState(entries)
    expectSame(loaded, training, "what was written is taken")
  }

  /// A state can be written and read after the last update, too.
  @Test func aFinishedStateIsLoaded() throws {
    let whole = rest(try SupervisedTraining<Gates>(gates, seed: 3)).training
    var loaded = try SupervisedTraining<Gates>(gates, seed: 4)
    try loaded.loadState(whole.stateEntries)
    #expect(loaded.isFinished && loaded.updateHash == whole.updateHash)
    #expect(loaded.task.evaluate() == whole.task.evaluate())
  }

  @Test func aLossThatIsNotFiniteEndsTraining() throws {
    var configuration = CountingTask.Configuration()
    configuration.training.batchSize = 4
    configuration.strangeUpdate = 6
    var training = try SupervisedTraining<CountingTask>(configuration, seed: 1)
    var epochs: [Epoch] = []
    var status = training.status
    for _ in 0..<5 { try training.advance(from: &status) { epochs.append($0) } }
    let error = #expect(throws: DivergenceError.self) {
      try training.advance(from: &status) { epochs.append($0) }
    }
    #expect(
      error?.description
        == "training diverged: progress is inf at step 6; a smaller learningRate may help")
    #expect(epochs.map(\.number) == [1, 2], "its epoch is reported before")
    #expect(epochs.last?.losses[1] == .infinity && epochs.last?.losses[0].isFinite == true)
  }

  /// Processors differ in the sign of the NaN that an operation gives; what is written does not.
  @Test func theSignOfANaNIsNotTold() throws {
    func told(_ loss: Float) throws -> [String] {
      var configuration = CountingTask.Configuration()
      configuration.training.batchSize = 10
      configuration.strangeUpdate = 1
      configuration.strangeLoss = loss
      var training = try SupervisedTraining<CountingTask>(configuration, seed: 1)
      var texts: [String] = []
      var status = training.status
      let error = #expect(throws: DivergenceError.self) {
        try training.advance(from: &status) { texts += [$0.updateHash, "\($0.losses)"] }
      }
      return texts + ["\(Metric("cost", Double(loss)).value)", error?.description ?? ""]
    }
    let (positive, negative) = (try told(.nan), try told(-.nan))
    #expect(positive == negative)
    #expect(positive.count == 4 && positive[2] == "nan")
    #expect(positive[3].hasPrefix("training diverged: progress is nan at step 1; "))
  }

  /// Steps along a gradient of one are the learning rate, which falls in a straight line.
  @Test func theLearningRateDecays() {
    var options = TrainingOptions()
    options.optimizer = .sgd
    options.learningRate = 0.5
    for (decay, rates) in [
      (1, [0.5, 0.5, 0.5, 0.5]), (0.5, [0.5, 0.4375, 0.375, 0.3125]),
      (0, [0.5, 0.375, 0.25, 0.125]),
    ] as [(Float, [Float])] {
      options.decay = decay
      var learner = Learner(Scalar(), options, noise: SeedSequence(0))
      var values: [Float] = [0]
      for progress in [0, 0.25, 0.5, 0.75] {
        let loss = learner.update(progress: progress) { model, _ in model.value.sum() }
        #expect(loss == values.last, "before the step")
        values.append(learner.model.value.elements[0])
      }
      #expect(zip(values, values.dropFirst()).map { $0 - $1 } == rates, "decay \(decay)")
    }
  }

  /// A gradient of one is clipped to a smaller norm.
  @Test func gradientsAreClipped() {
    var options = TrainingOptions()
    options.optimizer = .sgd
    options.learningRate = 1
    options.gradientNorm = 0.25
    var learner = Learner(Scalar(), options, noise: SeedSequence(0))
    _ = learner.update(progress: 0) { model, _ in model.value.sum() }
    #expect(abs(learner.model.value.elements[0] + 0.25) < 1e-6)
  }
}

private struct Scalar: Module {
  var value = Tensor([0], shape: [1])

  mutating func visitTensors(_ visitor: inout TensorVisitor) { visitor.visit("value", &value) }
}

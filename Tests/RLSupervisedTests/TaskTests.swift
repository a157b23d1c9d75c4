import RLNet
import RLSettings
import RLState
import RLSupervised
import Testing

/// What holds for every task that needs no files.
@Suite struct TaskTests {
  @Test func everyPresetGoesOnFromAStateInMidEpoch() throws {
    try expectRuns(Gates.self)
    try expectRuns(Iris.self)
    try expectRuns(Digits.self)
    try expectRuns(Moons.self)
    try expectRuns(Regression.self)
    try expectRuns(Composite.self)
  }

  @Test(.enabled(if: hasData)) func presetsOfFilesGoOnFromAStateInMidEpoch() throws {
    try expectRuns(BreastCancer.self)
    try expectRuns(Regression.self, ["diabetes"])
  }

  private func expectRuns<Task: SupervisedTask>(_: Task.Type, _ names: [String] = []) throws {
    for preset in Task.presets
    where names.isEmpty ? preset.name != "diabetes" : names.contains(preset.name) {
      var configuration = preset.configuration
      configuration.training.epochs = 2
      configuration.training.batchSize = 3
      configuration.training.optimizer = .adam
      try expectRun(Task.self, configuration, "\(Task.name) \(preset.name)")
    }
  }

  /// The same bytes at both thread counts, from a state in mid-epoch, and not from another seed.
  private func expectRun<Task: SupervisedTask>(
    _: Task.Type, _ configuration: Task.Configuration, _ name: Comment
  ) throws {
    func start(_ seed: UInt64) throws -> SupervisedTraining<Task> {
      try SupervisedTraining<Task>(configuration, data: .given, seed: seed)
    }
    var first = try start(1)
    let untrained = first.task.namedTensors.map(\.tensor)
    while first.updates < first.updatesPerEpoch * 3 / 2 { first.advance() }
    // A single example has no middle of an epoch.
    #expect(
      first.updates % first.updatesPerEpoch != 0 || first.task.exampleCount == 1, name)
    var second = try start(1)
    #expect(second.task.dataDigest == first.task.dataDigest, name)
    try second.loadState(first.stateEntries)
    #expect(second.updateHash == first.updateHash, name)
    withThreads(1) { while !first.isFinished { first.advance() } }
    withThreads(2) { while !second.isFinished { second.advance() } }
    #expect(second.updateHash == first.updateHash, name)
    #expect(second.task.evaluate() == first.task.evaluate(), name)
    #expect(second.task.namedTensors.map(\.tensor) == first.task.namedTensors.map(\.tensor), name)
    #expect(first.task.namedTensors.map(\.tensor) != untrained, name)

    var whole = try start(1)
    withThreads(2) { while !whole.isFinished { whole.advance() } }
    #expect(whole.updateHash == first.updateHash, name)
    var other = try start(2)
    while !other.isFinished { other.advance() }
    #expect(other.updateHash != first.updateHash, name)
  }

  @Test func missingFilesAreAskedFor() throws {
    let store = DataStore(folder: "/nowhere")
    #expect(throws: DataError.self) {
      try SupervisedTraining<BreastCancer>(BreastCancer.preset("mlp"), data: store, seed: 1)
    }
    #expect(throws: DataError.self) {
      try SupervisedTraining<Regression>(Regression.preset("diabetes"), data: store, seed: 1)
    }
  }

  @Test func settingsOutOfRangeAreRefused() throws {
    try expectRefusals(
      Iris.self,
      ["heldOut": ["1", "-0.1", "nan"], "hidden": ["0", "4097", "1,1,1,1,1,1,1,1,1", "a"]])
    try expectRefusals(
      Moons.self,
      ["count": ["19", "100001"], "noise": ["-1", "inf"], "arms": ["1", "11"], "shape": ["sun"]])
    try expectRefusals(
      Regression.self,
      ["count": ["9"], "powers": ["0", "10"], "data": ["cube"], "noise": ["1001"]])
    try expectRefusals(Composite.self, ["count": ["0"], "target": ["none"], "activation": [""]])
  }

  private func expectRefusals<Task: SupervisedTask>(
    _: Task.Type, _ texts: KeyValuePairs<String, [String]>
  ) throws {
    for (key, texts) in texts {
      for text in texts {
        var configuration = Task.Configuration()
        #expect(throws: SettingError.self, "\(Task.name) \(key)=\(text)") {
          try Task.Configuration.settings.apply([(key, text)], to: &configuration)
        }
        #expect(configuration == Task.Configuration())
      }
    }
  }

  /// The least that the ranges allow.
  @Test func extremesRun() throws {
    try expectFinite(
      Regression.self,
      [("count", "10"), ("heldOut", "0.9"), ("powers", "9"), ("epochs", "2"), ("hidden", "1,1")])
    try expectFinite(Regression.self, [("heldOut", "0"), ("batchSize", "1"), ("epochs", "1")])
    try expectFinite(
      Moons.self,
      [("count", "20"), ("arms", "10"), ("shape", "spirals"), ("heldOut", "0.9"), ("hidden", "")])
    try expectFinite(Iris.self, [("heldOut", "0.9"), ("hidden", "")])
    try expectFinite(Composite.self, [("count", "1"), ("epochs", "2"), ("target", "absolute")])
  }

  private func expectFinite<Task: SupervisedTask>(
    _: Task.Type, _ texts: [(key: String, value: String)]
  ) throws {
    var configuration = Task.Configuration()
    try Task.Configuration.settings.apply(texts, to: &configuration)
    var training = try SupervisedTraining<Task>(configuration, seed: 1)
    while !training.isFinished { training.advance() }
    #expect(training.divergence == nil, "\(Task.name) \(texts)")
    for metric in training.task.evaluate() {
      #expect(metric.value.isFinite, "\(Task.name) \(texts): \(metric.name)")
    }
  }

  /// Names are unique, and the settings of each preset are in their ranges.
  @Test func presetsAreInRange() throws {
    try expectPresets(Gates.self)
    try expectPresets(Iris.self)
    try expectPresets(Digits.self)
    try expectPresets(BreastCancer.self)
    try expectPresets(Moons.self)
    try expectPresets(Regression.self)
    try expectPresets(Composite.self)
    try expectPresets(Autoencoder.self)
    try expectPresets(VariationalAutoencoder.self)
    try expectPresets(GAN.self)
  }

  private func expectPresets<Task: SupervisedTask>(_: Task.Type) throws {
    #expect(Set(Task.presets.map(\.name)).count == Task.presets.count)
    let settings = Task.Configuration.settings
    #expect(Set(settings.map(\.key)).count == settings.count)
    for preset in Task.presets {
      var copy = Task.Configuration()
      for (key, value) in settings.values(of: preset.configuration) {
        try settings.setting(named: key).write(value, to: &copy)
      }
      #expect(copy == preset.configuration, "\(Task.name) \(preset.name)")
    }
  }
}

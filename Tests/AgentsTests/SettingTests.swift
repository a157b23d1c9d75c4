import Agents
import Environments
import Foundation
import RLSettings
import Testing

@Suite struct ConfigurationSettingTests {
  /// Every property with another value than the default.
  private var dqn: DQN.Configuration {
    var configuration = DQN.Configuration()
    configuration.steps = 1_234
    configuration.environments = 3
    configuration.hidden = [7, 5, 3]
    configuration.activation = .tanh
    configuration.learningRate = 0.1
    configuration.discount = 0.8
    configuration.batchSize = 17
    configuration.bufferSize = 999
    configuration.learningStarts = 77
    configuration.randomStart.toggle()
    configuration.trainEvery = 9
    configuration.gradientSteps = 6
    configuration.targetEvery = 31
    configuration.targetFraction = 0.3
    configuration.doubleQ.toggle()
    configuration.loss = .squared
    configuration.gradientNorm = nil
    configuration.explorationStart = 0.7
    configuration.explorationEnd = 0.07
    configuration.explorationFraction = 0.77
    configuration.selection = SelectionConfiguration(every: 55, episodes: 6, stopReturn: 12.5)
    return configuration
  }

  private var reinforce: REINFORCE.Configuration {
    var configuration = REINFORCE.Configuration()
    configuration.steps = 1_234
    configuration.episodesPerBatch = 3
    configuration.hidden = [9]
    configuration.activation = .relu
    configuration.learningRate = 0.1
    configuration.discount = 0.8
    configuration.baseline.toggle()
    configuration.baselineLearningRate = 0.2
    configuration.baselineSteps = 9
    configuration.entropyBonus = 0.3
    configuration.normalizeAdvantages.toggle()
    configuration.gradientNorm = 0.4
    configuration.evaluation = .sampled
    configuration.selection = SelectionConfiguration(every: 55, episodes: 6, stopReturn: 12.5)
    return configuration
  }

  @Test func everyPropertyIsASetting() {
    expectComplete(DQN.Configuration.self)
    expectComplete(REINFORCE.Configuration.self)
  }

  private func expectComplete<Configuration: AgentConfiguration>(_: Configuration.Type) {
    var names = Set(
      Mirror(reflecting: Configuration()).children.compactMap(\.label).map {
        // A wrapped property is stored under its name with a line before it.
        $0.hasPrefix("_") ? String($0.dropFirst()) : $0
      })
    #expect(names.remove("selection") != nil)
    #expect(names.remove("body") != nil, "layers of one's own are code, and no text gives them")
    #expect(Mirror(reflecting: SelectionConfiguration()).children.count == 3)
    names.formUnion(["selectEvery", "selectEpisodes", "stopReturn"])
    let keys = Configuration.settings.map(\.key)
    #expect(Set(keys) == names)
    #expect(keys.count == names.count, "a key appears twice")
  }

  @Test func settingsAreReadAndWritten() throws {
    try expectRoundTrip(dqn)
    try expectRoundTrip(reinforce)
  }

  private func expectRoundTrip<Configuration: AgentConfiguration>(
    _ changed: Configuration
  ) throws {
    let settings = Configuration.settings
    for setting in settings {
      #expect(setting.read(changed) != setting.read(Configuration()), "\(setting.key)")
      #expect(!setting.summary.isEmpty && !setting.domain.isEmpty)
    }
    for expected in [changed, Configuration()] {
      let values = settings.values(of: expected)

      var typed = expected == changed ? Configuration() : changed
      let json = try JSONEncoder().encode(Dictionary(uniqueKeysWithValues: values))
      try settings.apply(
        JSONDecoder().decode([String: SettingValue].self, from: json), to: &typed)
      #expect(typed == expected)

      var texts = expected == changed ? Configuration() : changed
      try settings.apply(values.map { ($0.key, $0.value.description) }, to: &texts)
      #expect(texts == expected)
    }
  }

  @Test(arguments: [
    ("steps", "0"), ("environments", "0"), ("hidden", "64,0"), ("hidden", ""),
    ("learningRate", "0"), ("learningRate", "-1e-3"), ("discount", "1.01"), ("discount", "-0.1"),
    ("batchSize", "0"), ("bufferSize", "0"), ("learningStarts", "-1"), ("trainEvery", "0"),
    ("gradientSteps", "0"), ("targetEvery", "0"), ("targetFraction", "0"),
    ("targetFraction", "1.5"), ("gradientNorm", "0"), ("explorationStart", "1.5"),
    ("explorationEnd", "-0.5"), ("explorationFraction", "-0.1"), ("selectEvery", "-1"),
    ("selectEpisodes", "0"),
  ]) func dqnRefusesValuesOutOfRange(key: String, text: String) {
    expectRefusal(DQN.Configuration.self, key, text)
  }

  @Test(arguments: [
    ("steps", "0"), ("episodesPerBatch", "0"), ("hidden", "0"), ("learningRate", "0"),
    ("discount", "2"), ("baselineLearningRate", "0"), ("baselineSteps", "0"),
    ("entropyBonus", "-0.01"), ("gradientNorm", "-1"), ("selectEvery", "-5"),
    ("selectEpisodes", "0"),
  ]) func reinforceRefusesValuesOutOfRange(key: String, text: String) {
    expectRefusal(REINFORCE.Configuration.self, key, text)
  }

  private func expectRefusal<Configuration: AgentConfiguration>(
    _: Configuration.Type, _ key: String, _ text: String
  ) {
    var configuration = Configuration()
    let error = #expect(throws: SettingError.self) {
      try Configuration.settings.apply([(key, text)], to: &configuration)
    }
    guard case .outOfRange(let named, let found, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(named == key && found == text)
    #expect(configuration == Configuration())
  }

  @Test(arguments: [
    ("steps", "many"), ("hidden", "64;64"), ("activation", "sine"), ("loss", "absolute"),
    ("doubleQ", "perhaps"), ("gradientNorm", "no"), ("stopReturn", "high"),
  ]) func dqnRefusesOtherTypes(key: String, text: String) {
    var configuration = DQN.Configuration()
    let error = #expect(throws: SettingError.self) {
      try DQN.Configuration.settings.apply([(key, text)], to: &configuration)
    }
    guard case .wrongType(key, text, _) = error?.problem else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func boundsThemselvesAreInRange() throws {
    var configuration = DQN.Configuration()
    try DQN.Configuration.settings.apply(
      [
        ("discount", "0"), ("discount", "1"), ("targetFraction", "1"), ("explorationStart", "0"),
        ("explorationEnd", "1"), ("learningStarts", "0"), ("selectEvery", "0"), ("steps", "1"),
        ("gradientNorm", "none"), ("stopReturn", "none"), ("stopReturn", "-200"),
      ], to: &configuration)
    #expect(configuration.discount == 1)
    #expect(configuration.selection.stopReturn == -200)
  }
}

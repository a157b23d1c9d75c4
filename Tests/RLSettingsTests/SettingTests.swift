import Foundation
import RLSettings
import Testing

@Suite struct SettingTests {
  enum Loss: String, CaseIterable, SettingConvertible { case huber, squared }

  struct Configuration: Sendable, Equatable {
    var learningRate: Float = 0.001
    var discount = 0.99
    var batch = 64
    var hidden = [64, 64]
    var isDouble = false
    var loss = Loss.huber
    var clip: Double? = 10
  }

  static let settings: [Setting<Configuration>] = [
    Setting("learningRate", \.learningRate, .greater(than: 0), "step size"),
    Setting("discount", \.discount, .in(0...1), "γ"),
    Setting("batch", \.batch, .atLeast(1), "transitions in a batch"),
    Setting("hidden", \.hidden, .each(.atLeast(1)), "hidden layers"),
    Setting("double", \.isDouble, "double Q-learning"),
    Setting("loss", \.loss, "loss"),
    Setting("clip", \.clip, .optional(.greater(than: 0)), "gradient clipping"),
  ]

  func applied(_ texts: [(key: String, value: String)]) throws -> Configuration {
    var configuration = Configuration()
    try Self.settings.apply(texts, to: &configuration)
    return configuration
  }

  @Test func textsAreRead() throws {
    let found = try applied([
      ("learningRate", "2.5e-4"), ("batch", "1_000"), ("hidden", "120, 84"), ("double", "yes"),
      ("loss", "Squared"), ("clip", "none"), ("batch", "1e3"), ("discount", "1"),
    ])
    #expect(
      found
        == Configuration(
          learningRate: 2.5e-4, discount: 1, batch: 1000, hidden: [120, 84], isDouble: true,
          loss: .squared, clip: nil))
  }

  @Test func laterTextsOverride() throws {
    #expect(try applied([("batch", "1"), ("batch", "2")]).batch == 2)
  }

  @Test(arguments: [
    ("learningRate", "0", "learningRate = 0 is out of range; it must be a number > 0.0"),
    ("learningRate", "fast", "learningRate = fast cannot be read; it must be a number > 0.0"),
    ("learningRate", "inf", "learningRate = inf cannot be read; it must be a number > 0.0"),
    ("discount", "1.01", "discount = 1.01 is out of range; it must be a number from 0.0 to 1.0"),
    ("batch", "1.5", "batch = 1.5 cannot be read; it must be an integer ≥ 1"),
    ("batch", "", "batch = '' cannot be read; it must be an integer ≥ 1"),
    ("hidden", "64,0", "hidden = 64,0 is out of range; it must be one or more, separated by"),
    ("hidden", "64,,2", "hidden = 64,,2 cannot be read"),
    ("double", "2", "double = 2 cannot be read; it must be true or false"),
    ("loss", "hinge", "loss = hinge cannot be read; it must be one of huber, squared"),
    ("clip", "-1", "clip = -1 is out of range; it must be a number > 0.0, or none"),
    ("learningrat", "1", "there is no setting 'learningrat'; did you mean 'learningRate'?"),
    ("zzzzz", "1", "there is no setting 'zzzzz' (settings: learningRate, discount, batch, hidden"),
  ])
  func badTexts(key: String, value: String, message: String) throws {
    let error = try #require(throws: SettingError.self) { try applied([(key, value)]) }
    #expect(error.description.hasPrefix(message), "\(error.description)")
  }

  @Test func valuesComeBackSortedAndRebuild() throws {
    let found = try applied([("learningRate", "0.1"), ("clip", "none"), ("hidden", "32")])
    let values = Self.settings.values(of: found)
    #expect(values.map(\.key) == values.map(\.key).sorted())
    #expect(values.count == Self.settings.count)
    let dictionary = Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0.value) })
    #expect(dictionary["learningRate"] == .double(0.1))
    let data = try JSONEncoder().encode(dictionary)
    let decoded = try JSONDecoder().decode([String: SettingValue].self, from: data)
    var again = Configuration()
    try Self.settings.apply(decoded, to: &again)
    #expect(again == found)
  }

  @Test func typedValuesOfAnotherTypeAreErrors() {
    var configuration = Configuration()
    for (key, value) in [
      ("batch", SettingValue.string("64")), ("double", .int(1)), ("discount", .bool(true)),
      ("hidden", .double(64)), ("batch", .double(0.5)),
    ] {
      #expect(throws: SettingError.self) {
        try Self.settings.apply([key: value], to: &configuration)
      }
    }
    #expect(configuration == Configuration())
  }

  @Test func jsonValuesKeepTheirTypes() throws {
    let json = #"{"a": true, "b": 1, "c": 0.5, "d": "x", "e": [1, 2], "f": 1e300}"#
    let values = try JSONDecoder().decode([String: SettingValue].self, from: Data(json.utf8))
    #expect(
      values == [
        "a": .bool(true), "b": .int(1), "c": .double(0.5), "d": .string("x"),
        "e": .integers([1, 2]), "f": .double(1e300),
      ])
  }

  @Test func namesThatWereMeant() {
    let known = ["CartPole-v1", "cartpole", "frozenlake", "maze"]
    #expect(nearestName(to: "CartPole-v2", among: known) == "CartPole-v1")
    #expect(nearestName(to: "cartpol", among: known) == "cartpole")
    #expect(nearestName(to: "mase", among: known) == "maze")
    #expect(nearestName(to: "pendulum", among: known) == nil)
    let long = String(repeating: "maze", count: 250_000)
    let start = ContinuousClock.now
    #expect(nearestName(to: long, among: Array(repeating: "CartPole-v1", count: 50)) == nil)
    #expect(ContinuousClock.now - start < .seconds(1))
  }
}

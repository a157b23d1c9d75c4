import RLSettings
import Testing

/// Settings that have an effect only beside some values of others.
@Suite struct SettingEffectTests {
  enum Shape: String, CaseIterable, SettingConvertible { case round, square, flat }

  struct Configuration: Sendable {
    var shape = Shape.round
    var name = ""
    var width = 1
    var height = 1
    var depth = 1
  }

  static let settings: [Setting<Configuration>] = [
    Setting("shape", \.shape, "form"),
    Setting("name", \.name, "what it is called"),
    Setting("width", \.width, "of a square").only(with: "shape", \.shape, [.square]),
    Setting("height", \.height, "of what is not flat")
      .only(with: "shape", \.shape, [.round, .square])
      .only(with: "name", "a name") { !$0.name.isEmpty },
    Setting("depth", \.depth, "how deep"),
  ]

  private func problem(
    _ texts: [(key: String, value: String)], stated: [String]? = nil, varying: String? = nil
  ) throws -> String? {
    var configuration = Configuration()
    try Self.settings.apply(texts, to: &configuration)
    do {
      try Self.settings.requireEffect(
        of: stated ?? texts.map(\.key), in: configuration, varying: varying)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func whatHasNoEffectIsRefused() throws {
    #expect(
      try problem([("width", "2")])
        == "width has no effect with shape=round; leave it out, or set shape=square")
    #expect(
      try problem([("shape", "flat"), ("depth", "1"), ("height", "2")])
        == "height has no effect with shape=flat; leave it out, or set shape=round or square")
    #expect(
      try problem([("height", "2")])
        == "height has no effect with name=''; leave it out, or set a name")
    // A text of many lines is not repeated.
    let many = Setting<Configuration>("width", \.width, "").only(with: "name", "name=a") {
      $0.name == "a"
    }
    let error = #expect(throws: SettingError.self) {
      try [Self.settings[1], many].requireEffect(
        of: ["width"], in: Configuration(name: "a\nb"))
    }
    #expect(
      error?.description == "width has no effect with this name; leave it out, or set name=a")
  }

  @Test func whatHasAnEffectIsNot() throws {
    #expect(try problem([]) == nil)
    #expect(try problem([("width", "2"), ("shape", "square")]) == nil)
    #expect(try problem([("height", "2"), ("name", "a")]) == nil)
    // What has its value from elsewhere is not looked at.
    #expect(try problem([("width", "2")], stated: ["depth"]) == nil)
    // The shape takes each of its values in turn.
    #expect(try problem([("width", "2")], varying: "shape") == nil)
    #expect(try problem([("height", "2")], varying: "shape") != nil)
  }
}

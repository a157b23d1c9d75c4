import Environments
import RLCommandLine
import Testing

@Suite struct KeyTests {
  @Test func arrowsComeAsSequences() {
    var reader = KeyReader()
    #expect(
      reader.keys(of: "\u{1B}[A\u{1B}OBq\u{1B}[1;2C".utf8) == [.up, .down, .character("q"), .right])
    // In two parts, an unknown key, and the escape key before another one.
    #expect(reader.keys(of: "\u{1B}".utf8) == [])
    #expect(reader.keys(of: "[Dx".utf8) == [.left, .character("x")])
    #expect(reader.keys(of: "\u{1B}[5~\u{1B}r\u{1B}\u{1B}[A".utf8) == [.character("r"), .up])
    #expect(reader.keys(of: [0, 9, 13, 0xC3, 0xA9, 127]) == [], "neither letters nor arrows")
  }

  @Test func keysTakeTheActionsThatTheyPointTo() throws {
    let lake = KeyBindings(try SingleEnvironment(FrozenLake()))  // left, down, right, up
    for (keys, action) in [("ha0", 0), ("js1", 1), ("ld2", 2), ("kwW3", 3)] {
      for key in keys { #expect(lake.action(of: .character(key)) == .discrete(action), "\(key)") }
    }
    #expect([.left, .down, .right, .up].map(lake.action) == (0..<4).map { .discrete($0) })
    for key in "4q x-" { #expect(lake.action(of: .character(key)) == nil, "\(key)") }
    #expect(lake.help == "arrows, WASD or HJKL: left, down, right, up")

    let cartPole = KeyBindings(try SingleEnvironment(CartPole()))
    #expect(
      [.up, .down, .left, .right].map(cartPole.action) == [nil, nil, .discrete(0), .discrete(1)])
    #expect(cartPole.help == "arrows, WASD or HJKL: left, right")
  }

  @Test func otherActionsHaveNumbers() {
    let mixed = KeyBindings(names: ["wait", "up", "fire"], count: 3)
    #expect(mixed.action(of: .up) == .discrete(1) && mixed.action(of: .left) == nil)
    #expect(mixed.action(of: .character("2")) == .discrete(2))
    #expect(mixed.help == "arrows, WASD or HJKL: up  0: wait  2: fire")
    let turning = KeyBindings(
      names: [
        ActionName("turn left", heading: .left), ActionName("turn right", heading: .right), "go",
      ], count: 3)
    #expect(turning.action(of: .right) == .discrete(1) && turning.action(of: .up) == nil)
    #expect(
      turning.help == "arrows, WASD or HJKL: left: turn left, right: turn right  2: go")
    let nameless = KeyBindings(names: nil, count: 2)
    #expect(nameless.action(of: .up) == nil && nameless.action(of: .character("1")) == .discrete(1))
    #expect(nameless.help == "0: action 0  1: action 1")
  }

  @Test func keysPushInTheDirectionOfACoordinate() throws {
    let rod = KeyBindings(try SingleEnvironment(Pendulum()))
    #expect(
      [.left, .right, .down, .up].map(rod.action)
        == [.continuous([-2]), .continuous([2]), .continuous([0]), nil])
    #expect(rod.action(of: .character("0")) == .continuous([0]))
    #expect(rod.action(of: .character("1")) == nil)
    #expect(rod.help.hasPrefix("arrows, WASD or HJKL: left: torque "))
    #expect(rod.help.hasSuffix(", down: none"))
  }
}

import RLState
import Testing

/// Something with every kind of part.
private struct Machine: Stateful, Equatable {
  var count = 0
  var angle = 0.0
  var isOn = false
  var history: [Float] = []
  var gears = [Gear(), Gear(), Gear()]

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("count", &count)
    visitor.visit("angle", &angle)
    visitor.visit("isOn", &isOn)
    visitor.visit("history", &history)
    visitor.visit("gears", &gears)
  }
}

private struct Gear: Stateful, Equatable {
  var teeth = 8
  var wear: [Double] = [0, 0]
  var notes: [Int32] = []

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("teeth", &teeth)
    visitor.visit("wear", &wear, count: 2)
    visitor.visit("notes", &notes)
    if visitor.isReading && teeth < 3 {
      visitor.refuse("teeth", found: "\(teeth)", expected: "3 or more")
    }
  }
}

private let machine = Machine(
  count: -3, angle: 0.1, isOn: true, history: [1, 2],
  gears: [
    Gear(teeth: 5, wear: [1, 2], notes: [7]), Gear(teeth: 6, wear: [3, 4], notes: []),
    Gear(teeth: 7, wear: [5, 6], notes: [8, 9]),
  ])

@Suite struct StateTests {
  @Test func membersOfAListBecomeOneArrayForEachPart() {
    #expect(
      machine.stateEntries == [
        StateEntry(name: "count", shape: [], values: .int64([-3])),
        StateEntry(name: "angle", shape: [], values: .float64([0.1])),
        StateEntry(name: "isOn", shape: [], values: .bool([true])),
        StateEntry(name: "history", shape: [2], values: .float32([1, 2])),
        StateEntry(name: "gears.teeth", shape: [3], values: .int64([5, 6, 7])),
        StateEntry(name: "gears.wear", shape: [3, 2], values: .float64([1, 2, 3, 4, 5, 6])),
        StateEntry(name: "gears.notes", shape: [3], values: .int32([7, 8, 9])),
        StateEntry(name: "gears.notes.lengths", shape: [3], values: .int64([1, 0, 2])),
      ])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var copy = Machine()
    try copy.loadState(machine.stateEntries)
    #expect(copy == machine)
  }

  /// Each damage to the entries, and what is said about it.
  @Test(
    arguments: [
      (0, nil, "count: found nothing, expected an array of that name"),
      (
        0, StateEntry(name: "count", shape: [], values: .float64([1])),
        "count: found F64, expected I64"
      ),
      (
        1, StateEntry(name: "angle", shape: [1], values: .float64([1])),
        "angle: found the shape [1], expected the shape []"
      ),
      (
        3, StateEntry(name: "history", shape: [1, 1], values: .float32([1])),
        "history: found the shape [1, 1], expected a list"
      ),
      (
        4, StateEntry(name: "gears.teeth", shape: [2], values: .int64([5, 6])),
        "gears.teeth: found the shape [2], expected one row for each of [3]"
      ),
      (
        4, StateEntry(name: "gears.teeth", shape: [3], values: .int64([5, 2, 7])),
        "gears.teeth: found 2, expected 3 or more"
      ),
      (
        7, StateEntry(name: "gears.notes.lengths", shape: [3], values: .int64([1, 0, 3])),
        "gears.notes: found the shape [], expected a list"
      ),
      (
        7, StateEntry(name: "gears.notes.lengths", shape: [3], values: .int64([1, -1, .max])),
        "gears.notes: found the shape [], expected a list"
      ),
    ] as [(Int, StateEntry?, String)])
  func damagedEntriesAreRefused(index: Int, replacement: StateEntry?, message: String) {
    var entries = machine.stateEntries
    if let replacement { entries[index] = replacement } else { entries.remove(at: index) }
    var copy = Machine()
    let error = #expect(throws: StateError.self) { try copy.loadState(entries) }
    #expect(error?.description == message)
    #expect(copy == Machine())
  }

  @Test func whatIsNotTheValuesIsRefused() {
    var copy = Machine()
    let extra = StateEntry(name: "spring", shape: [], values: .bool([true]))
    let error = #expect(throws: StateError.self) {
      try copy.loadState(machine.stateEntries + [extra])
    }
    #expect(error?.description == "spring: found an array of that name, expected none")
  }
}

import Environments
import RLRandom
import RLState

/// A corridor of nine tiles: each step costs 0.1, and the last tile earns 1 and is the end.
struct Corridor: Environment {
  var place = 0

  let observationSpace = Discrete(9)
  let actionSpace = Discrete(2)

  mutating func reset(using generator: inout PCG64) { place = generator.integer(below: 4) }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    place = max(0, place + (action == 1 ? 1 : -1))
    return Step(reward: place == 8 ? 1 : -0.1, terminated: place == 8)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(place) }

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("place", &place) }
}

extension Corridor: Depicted, ActionNaming {
  var actionNames: [ActionName] { ["left", "right"] }
  var depiction: Depiction {
    let floor = Array(repeating: TileGrid.Tile(.floor), count: 8)
    return .tiles(TileGrid([floor + [TileGrid.Tile(.goal)]], agent: place))
  }
}

extension Hover: Depicted {
  var stepsPerSecond: Double? { 5 }
  var depiction: Depiction {
    .shapes(
      [
        .line([SIMD2(-5, 0), SIMD2(5, 0)], width: 0.1, .goal),
        .circle(SIMD2(0, height), radius: 1, .body),
      ], in: DepictedRectangle(low: SIMD2(-5, -11), high: SIMD2(5, 11)))
  }
}

extension EnvironmentEntry {
  static let corridor = EnvironmentEntry(
    id: "Corridor-v0", shortNames: ["corridor"], summary: "nine tiles, the last of which earns 1"
  ) {
    TimeLimit(Corridor(), limit: 50)
  }

  static let hover = EnvironmentEntry(
    id: "Hover-v0", shortNames: ["hover"], summary: "a balloon that is to hover at height 0"
  ) {
    TimeLimit(Hover(), limit: 50)
  }
}

import Environments
import RLState

/// What was seen in a ring of transitions, once: rows before each step in their places, rows after the
/// last step of an episode aside, and those after the newest step of each environment.
struct Frames: Sendable {
  /// What was seen after the newest step of each environment.
  var latest: Scalars
  private let width: Int
  private let environments: Int
  private var rows: PagedScalars
  private var ends: PagedScalars
  /// Where the row after an episode's last step is in `ends`; −1 where the episode went on.
  private var endPlaces = PagedArray<Int32>(width: 1)
  /// Rows of `ends` that are free again.
  private var free: [Int32] = []

  init(of world: World) {
    latest = world.observations
    width = world.spaces.observation.count
    environments = world.count
    rows = PagedScalars(like: world.observations, width: width)
    ends = PagedScalars(like: world.observations, width: width)
  }

  /// Writes the rows of a transition at a place of the ring.
  mutating func add(_ transitions: borrowing Transitions, _ row: Int, at place: Int, isNew: Bool) {
    rows.set(place, transitions.observations, row, isNew: isNew)
    if !isNew, case let old = endPlaces[place], old >= 0 { free.append(old) }
    var end: Int32 = -1
    if transitions.isDone(row) {
      if let place = free.popLast() {
        end = place
        ends.set(Int(place), transitions.nextObservations, row, isNew: false)
      } else {
        end = Int32(truncatingIfNeeded: ends.count)
        ends.set(ends.count, transitions.nextObservations, row, isNew: true)
      }
    }
    endPlaces.set(place, end, isNew: isNew)
  }

  /// What was seen before the transitions at places, row by row.
  func before(_ places: [Int]) -> Scalars { rows.gather(places) }

  /// What was seen after transitions.
  ///
  /// - Parameters:
  ///   - places: their places, how many came before each, and whether an episode ended there.
  ///   - added: how many transitions there were.
  func after(_ places: [(place: Int, number: Int, isEnd: Bool)], added: Int) -> Scalars {
    // Most is what was seen before the next step; the few other rows are put in their places then.
    var others: [Int] = []
    var seen = rows.gather(
      places.enumerated().map { index, transition in
        let next = transition.number + environments
        if !transition.isEnd && next < added { return next % endPlaces.count }
        others.append(index)
        return transition.place
      })
    for index in others {
      let (place, number, isEnd) = places[index]
      if isEnd {
        seen.replace(index, with: ends.gather([Int(endPlaces[place])]), 0, width: width)
      } else {
        seen.replace(index, with: latest, number % environments, width: width)
      }
    }
    return seen
  }

  mutating func visitState(_ visitor: inout StateVisitor, rows count: Int) {
    rows.visitState(&visitor, "observations", rows: count)
    visitor.visit("endPlaces", &endPlaces, rows: count)
    ends.visitState(&visitor, "lastObservations")
    visitor.visit("freeLastObservations", &free)
    latest.visitState(&visitor, "latestObservations", count: environments * width)
    guard visitor.isReading else { return }
    let used = (0..<endPlaces.count).map { endPlaces[$0] }.filter { $0 != -1 } + free
    if !used.allSatisfy((0..<Int32(truncatingIfNeeded: ends.count)).contains) {
      visitor.refuse(
        "endPlaces", found: "a row that is not there", expected: "-1 to \(ends.count - 1)")
    } else if Set(used).count != used.count {
      visitor.refuse(
        "endPlaces", found: "a row that is there twice",
        expected: "each row of one transition, or free")
    }
  }

  /// Refuses what was read and is no state of a discrete space.
  func refuseOthers(_ visitor: inout StateVisitor, than space: AnySpace) {
    guard case .discrete = space else { return }
    rows.gather(Array(0..<rows.count)).refuseOthers(&visitor, "observations", than: space)
    ends.gather(Array(0..<ends.count)).refuseOthers(&visitor, "lastObservations", than: space)
    latest.refuseOthers(&visitor, "latestObservations", than: space)
  }

  /// Whether there are rows after last steps exactly where episodes ended, by the endings of all
  /// transitions.
  func agree(with endings: PagedArray<UInt8>) -> Bool {
    endings.count == endPlaces.count
      && (0..<endings.count).allSatisfy { (endings[$0] != 0) == (endPlaces[$0] >= 0) }
  }
}

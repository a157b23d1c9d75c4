import Environments
import RLState

/// Which actions were possible after each transition of a ring.
struct MaskHistory: Sendable {
  let actions: Int
  private var rows: PagedArray<UInt8>

  init(actions: Int) {
    self.actions = actions
    rows = PagedArray(width: actions)
  }

  mutating func add(_ transitions: borrowing Transitions, _ row: Int, at place: Int, isNew: Bool) {
    guard let mask = transitions.nextMask else { return }
    // Where the episode terminated nothing follows, and perhaps nothing is possible: a maximum over no
    // action would be −∞, whose product with the discount 0 is no number.
    let isEnd = transitions.terminated[row]
    let flags = mask.isAllowed[row * actions..<(row + 1) * actions].map {
      $0 || isEnd ? 1 as UInt8 : 0
    }
    rows.set(place, flags, 0, isNew: isNew)
  }

  /// The mask after each transition at places.
  func after(_ places: [Int]) -> ActionMask {
    ActionMask(rows.gather(places).map { $0 != 0 }, actions: actions)
  }

  mutating func visitState(_ visitor: inout StateVisitor, rows count: Int) {
    visitor.visit("nextMasks", &rows, rows: count)
  }
}

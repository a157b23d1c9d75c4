import RLState

/// The actions of environments side by side.
public enum Actions: Sendable, Hashable {
  /// The number of an action for each environment.
  case discrete([Int])
  /// The coordinates of an action for each environment, row by row.
  case continuous([Float])

  /// The action at a place.
  ///
  /// - Parameter dimensions: coordinates of a continuous action.
  public func action(at index: Int, dimensions: Int) -> Action {
    switch self {
    case .discrete(let numbers): .discrete(numbers[index])
    case .continuous(let coordinates):
      .continuous(Array(coordinates[index * dimensions..<(index + 1) * dimensions]))
    }
  }

  /// The actions of one kind in a row.
  public init(_ actions: [Action]) {
    if case .discrete? = actions.first {
      self = .discrete(
        actions.map {
          guard case .discrete(let number) = $0 else {
            fatalError("Actions: discrete and continuous ones are mixed")
          }
          return number
        })
    } else {
      self = .continuous(
        actions.flatMap {
          guard case .continuous(let coordinates) = $0 else {
            fatalError("Actions: discrete and continuous ones are mixed")
          }
          return coordinates
        })
    }
  }
}

/// An action of one environment.
public enum Action: Sendable, Hashable, CustomStringConvertible {
  /// Its number.
  case discrete(Int)
  /// Its coordinates.
  case continuous([Float])

  public var description: String {
    switch self {
    case .discrete(let number): "\(number)"
    case .continuous(let coordinates): "\(coordinates)"
    }
  }
}

/// Which discrete actions are possible now, where an environment says so.
public struct ActionMask: Sendable, Hashable {
  /// `[rows, actions]`: whether an action is possible.
  public var isAllowed: [Bool]
  /// Actions in a row.
  public let actions: Int

  public init(_ isAllowed: [Bool], actions: Int) {
    guard actions >= 1, isAllowed.count.isMultiple(of: actions) else {
      fatalError("ActionMask: \(isAllowed.count) flags are no rows of \(actions) actions")
    }
    self.isAllowed = isAllowed
    self.actions = actions
  }

  /// Rows: one for each environment.
  public var rows: Int { isAllowed.count / actions }

  /// The mask of some environments.
  public func rows(_ rows: some Sequence<Int>) -> ActionMask {
    ActionMask(
      rows.flatMap { isAllowed[$0 * actions..<($0 + 1) * actions] }, actions: actions)
  }

  /// The first row in which no action is possible.
  var emptyRow: Int? {
    (0..<rows).first { !isAllowed[$0 * actions..<($0 + 1) * actions].contains(true) }
  }
}

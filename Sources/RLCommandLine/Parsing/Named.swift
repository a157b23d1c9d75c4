/// What a word on the command line is the name of.
enum Named: Sendable, Hashable {
  case environment
  case agent
  /// Of the agent or the task that is named.
  case preset
  case task
  case dataset
  case command
  /// The folder of a run, or a folder that holds runs.
  case run
  case file
  case folder
  case words([String])
}

/// What may stand on a command line beside options, from place to place.
struct Operands: Sendable, Hashable {
  /// What each place may name.
  let places: [[Named]]
  /// Whether there may be more like the last.
  let isOpen: Bool

  init(_ places: [Named]..., isOpen: Bool = false) {
    self.places = places
    self.isOpen = isOpen
  }

  static let none = Operands()
}

import Foundation

/// What an execution comes to: changed files, and a command that reads them.
struct Plan {
  let number: Int
  var place: Place
  /// The command's words, without the program's name.
  var command: [String] = []
  /// The changes, in words.
  var changes: [String] = []
  /// The kinds of these changes, to count by.
  var kinds: Set<String> = []
  /// What the command shows of a run, or takes for true.
  var shows: Set<Part> = []
  /// What the command may change in the folder that it reads.
  var leaves = Reading.Leaves.nothing
  /// The runs that it reads, with what was altered of each.
  var agreements: [Agreement] = []
  /// Folders that nothing was done to, and that must stay so.
  var others: [String] = []
  /// How many files the command may have open.
  var descriptors: Int?
  /// Files that are not the program's, by their whole paths: no command changes them.
  var strangers: [String] = []
  /// How much the command may print.
  var output = Limits.output
  /// How long it may take at least.
  var seconds = 0.0
  /// Whether there is text in names and files that no output repeats as it is.
  var isInjected = false
  /// Whether the command does what the changed files ask for, and that is more than before.
  var asksForWork: Bool { agreements.contains(where: \.asksForWork) }

  /// Makes an execution's folders and files; all of it follows from the seed and the number.
  ///
  /// - Parameter folder: where to make them.
  init(_ number: Int, seed: UInt64, of stock: Stock, in folder: String) {
    self.number = number
    place = Place(folder)
    var choice = Choice(seed: seed, execution: number)
    switch choice.number(below: 20) {
    case 0, 1, 2: changeData(stock, &choice)
    case 3: changeOwnTable(stock, &choice)
    case 4: changeMapFile(stock, &choice)
    case 5...11: changeAimed(stock, &choice)
    default: changeRun(stock, &choice)
    }
    if choice.onceIn(60) {
      let count = 4 + choice.number(below: 8)
      descriptors = count
      changes.append("at most \(count) files may be open")
    }
  }

  /// A command and the files that it reads, without a change.
  init(_ command: String, shows: Set<Part>, leaves: Reading.Leaves, in folder: String) {
    number = 0
    place = Place(folder)
    (self.command, self.shows, self.leaves) = (words(command), shows, leaves)
  }

  /// The command as a shell takes it, in the folder `cwd`.
  var commandText: String {
    visible("rlrun " + command.map { $0.contains("[") ? "'\($0)'" : $0 }.joined(separator: " "))
  }
}

/// What an execution may take, how long it is waited for, and the words by which a command says that a
/// run is not what its receipt says: all that a campaign judges by, in one place.
enum Limits {
  /// Seconds after which a command hangs, and is killed.
  static let seconds = 10.0
  /// Seconds after which a command that was asked for much work is asked to end. It has until
  /// `seconds` to do so.
  static let patience = 3.0
  /// Bytes that a process may have in memory at most.
  static let memory = 500 << 20
  /// Bytes in memory at which a process is killed, so that the machine goes on.
  static let deadlyMemory = 1_500 << 20
  /// Bytes on standard output and standard error.
  static let output = 10 << 20
  /// The same where a file is much longer than any of a run, but says little: names of a megabyte,
  /// thousands of members. `play`, which prints whole episodes, may print as much as ever.
  static let fewOutput = 64 << 10
  /// Seconds after which a command hangs that reads a file of a gigabyte.
  static let secondsOfLongFile = 40.0
  /// Bytes that a command may write to files. The system ends it where one file grows that long.
  static let files = 100 << 20

  /// Exit statuses that the manual knows. Others are those of a shell that says how a process ended.
  static let statuses: Set<Int32> = [0, 1, 2, 129, 130, 143]

  /// A command that shows a run with a receipt, of which something was altered, says one of these
  /// (on standard output, standard error or in the page that it writes) or ends with an error.
  static let wordsOfDisagreement = [
    "does not agree with its receipt", "has no receipt", "is left out",
  ]

  /// What stands in `victim/secret.txt` and in the variable `FUZZ_SECRET`. No command has a reason to
  /// tell it.
  static let secret = "PRECIOUS-7f3a9c"

  /// What stands after a newline in names and texts of files. No line of an output begins with it.
  static let injected = "INJECTED"
  /// Letters that look like nothing, put into names and texts of files, which are not printed as
  /// they are: Hangul fillers, a pattern of Braille without dots, a selector, a joiner.
  static let invisible: [Unicode.Scalar] = [
    "\u{3164}", "\u{115f}", "\u{2800}", "\u{fe00}", "\u{34f}",
  ]
}

/// What a command did that none should do.
struct Finding {
  enum Kind: String, CaseIterable {
    /// It was ended by a signal.
    case trap
    /// It did not end.
    case hang
    /// It took too much memory, or wrote too much.
    case flood
    /// It showed what was altered as if it were the run's own.
    case silent
    /// It changed something outside of its folders.
    case outside
    /// It changed a run that it was only to read, or a file in it that is not the program's.
    case changed
    /// It told what stands in a file outside of the run, or in the environment.
    case leak
    /// It sent control characters, newlines or invisible letters of a file to the terminal.
    case control
    /// It ended with a status that the manual does not know.
    case status
  }

  let kind: Kind
  /// What happened, in words.
  var words: String
  /// What it is counted by beside its kind and the command, where that is not the change.
  var group: String?
}

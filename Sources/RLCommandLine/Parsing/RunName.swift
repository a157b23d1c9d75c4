import RLReports
import RLRuns
import RLSettings

/// `RUN` or `RUN@STEP`, as it is typed.
struct RunName: Sendable {
  let path: String
  /// Nil where none is named.
  let step: Int?

  /// - Throws: `UsageError` where what follows the sign is no step.
  init(_ text: String) throws(UsageError) {
    // What exists under the name that was typed is what is meant.
    guard let at = text.lastIndex(of: "@"), RunFolder.isMissing(text) else {
      (path, step) = (text, nil)
      return
    }
    let word = String(text[text.index(after: at)...])
    guard let step = Int.fromSetting(text: word), step >= 0 else {
      // The sign may belong to the folder's name.
      if word.contains("/") {
        (path, self.step) = (text, nil)
        return
      }
      throw UsageError(
        "'\(word)' in '\(text)' is no step; it must be a whole number of 0 or more, as in "
          + "\(text[..<at])@5000")
    }
    (path, self.step) = (String(text[..<at]), step)
  }

  /// Where it is in a folder.
  func place(in folder: RunFolder) -> RunPlace {
    RunPlace(folder, step: step) {
      Interruption.isRequested
    } announce: {
      Output.tell("training the run again up to step \(grouped($0))")
    }
  }
}

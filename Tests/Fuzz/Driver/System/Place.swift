import Foundation

/// The folders of an execution.
///
/// What is read lies in `place`, mostly as `place/run`; the command runs in `cwd`, writes to `out`
/// and must leave all others as they are: `victim`, `home`, `tmp`, and `cwd` itself.
struct Place {
  let root: String
  /// The name of the run's folder.
  private(set) var name = "run"

  var working: String { root + "/cwd" }
  var home: String { root + "/home" }
  var temporary: String { root + "/tmp" }
  var victim: String { root + "/victim" }
  var parent: String { root + "/place" }
  var run: String { "\(parent)/\(name)" }
  var out: String { root + "/out" }
  var output: String { root + "/stdout" }
  var errors: String { root + "/stderr" }

  /// Makes the folders, with what a command could do harm to.
  init(_ root: String) {
    self.root = root
    for folder in [working, home, temporary, victim, parent, out] { makeFolder(folder) }
    store("precious\n", at: "\(victim)/note.txt")
    store("\(Limits.secret)\n", at: "\(victim)/secret.txt")
    mkfifo("\(victim)/pipe", 0o644)
    store("", at: output)
    store("", at: errors)
  }

  /// Gives the run's folder another name.
  mutating func rename(to name: String) {
    if Foundation.rename(run, "\(parent)/\(name)") == 0 { self.name = name }
  }

  /// The variables that a command has. Nothing else of this machine's reaches it.
  func environment(_ own: [String: String]) -> [String: String] {
    var variables = [
      "HOME": home, "TMPDIR": temporary, "SWIFT_BACKTRACE": "enable=no", "LANG": "C.UTF-8",
      "FUZZ_SECRET": Limits.secret,
    ]
    for name in ["PATH", "LD_LIBRARY_PATH"] { variables[name] = own[name] }
    return variables
  }
}

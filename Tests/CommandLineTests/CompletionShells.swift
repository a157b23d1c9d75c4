import Foundation
import RLCommandLine
import RLRuns
import Testing

extension Shell {
  /// Where the shell is; nil where it is not installed.
  var executable: URL? {
    let paths = ["/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].map {
      "\($0)/\(rawValue)"
    }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) }
      .map { URL(filePath: $0) }
  }

  var isInstalled: Bool { self == .bash || executable != nil }

  /// Lines that offer what there is for the last word, one a line.
  ///
  /// - Parameters:
  ///   - script: the path of the script of completion.
  ///   - words: the line after the program's name, as it is typed.
  func lines(sourcing script: String, _ words: [String], program: String) -> String {
    let line = ([program] + words).map(shellWord).joined(separator: " ")
    let function = "_" + program.replacing(".", with: "_")
    switch self {
    case .bash:
      return """
        source \(script)
        COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:'
        COMP_WORDS=(\(line))
        COMP_CWORD=\(words.count)
        \(function)
        # As bash reads what is put into the line.
        for reply in "${COMPREPLY[@]}"; do eval "printf '%s\\n' $reply"; done
        """
    case .zsh:
      // Zsh's own functions are there only while somebody types: these offer what begins with a word.
      return """
        source \(script)
        compadd() {
          local -a names
          while (( $# )); do
            case $1 in
              -d | -S) shift 2 ;;
              -a) names=("${(@P)2}"); break ;;
              --) names=("${@:2}"); break ;;
              *) shift ;;
            esac
          done
          local name beginning=${(Q)PREFIX}
          for name in "${names[@]}"; do
            [[ $name == "$beginning"* ]] && print -r -- "$name"
          done
        }
        words=(\(line)) CURRENT=\(words.count + 1) PREFIX=${words[CURRENT]} IPREFIX=
        \(function)
        """
    case .fish:
      let text = ([program] + words).joined(separator: " ")
      let quoted = text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return """
        source \(script)
        complete -C '\(quoted)' | string replace -r '\\t.*' ''
        """
    }
  }
}

extension Tool {
  /// What a shell offers for the last of the words.
  ///
  /// - Parameter script: of another tool.
  func offered(
    by shell: Shell, _ words: [String], script: String? = nil, program: String = "rlrun"
  ) throws -> [String] {
    let text = try script ?? self("completions \(shell.rawValue)").output
    try write(Data(text.utf8), to: ".completion")
    let lines = shell.lines(sourcing: "./.completion", words, program: program)
    let shellPath = try #require(shell.executable)
    let outcome = try self(
      (shell == .zsh ? ["-f"] : shell == .bash ? ["--norc"] : []) + ["-c", lines],
      variables: [
        "XDG_CONFIG_HOME": "\(folder.path)/.fish", "XDG_DATA_HOME": "\(folder.path)/.fish",
      ], executable: shellPath)
    #expect(outcome.errors == "")
    return outcome.output.split(separator: "\n").map(String.init)
  }
}

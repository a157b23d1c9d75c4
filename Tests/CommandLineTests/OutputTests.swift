import Foundation
import RLRandom
import TestSupport
import Testing

/// Results that cannot be written, warnings that nobody asked not to see, and names of files.
@Suite struct OutputTests {
  #if os(Linux)
    /// The run is complete, and its folder is free.
    @Test(arguments: [
      "gridworld --agent dqn --steps 300 --json --quiet --run-dir run",
      "gates --epochs 5 --quiet --run-dir run",
    ])
    func aFullOutputLeavesNoLock(_ line: String) throws {
      try withTool { tool in
        let outcome = try tool(
          ["-c", "exec \"$0\" \(line) > /dev/full", Tool.executable.path],
          executable: URL(filePath: "/bin/sh"))
        #expect(outcome.status == 1)
        #expect(
          outcome.errors.hasSuffix(
            "rlrun: standard output cannot be written: No space left on device\n"))
        #expect(tool.exists("run/receipt.json") && !tool.exists("run/lock"))
      }
    }

    @Test(arguments: ["list", "help", "--version", "datasets --data none"])
    func aFullOutputIsAnError(_ line: String) throws {
      try withTool { tool in
        let outcome = try tool(
          ["-c", "exec \"$0\" \(line) > /dev/full", Tool.executable.path],
          executable: URL(filePath: "/bin/sh"))
        #expect(outcome.status == 1)
        #expect(outcome.errors.hasPrefix("rlrun: standard output cannot be written: "))
      }
    }
  #endif

  @Test func aWarningIsNoProgress() throws {
    try withTool { tool in
      let outcome = try tool(
        "gridworld --agent dqn --set learningStarts=5000 --steps 100 --quiet --run-dir run")
      #expect(
        outcome.errors == """
          rlrun: warning: learningStarts=5000 is not before the end at step 100, so no
            update will be made

          """)
      #expect(outcome.status == 0)
    }
  }

  @Test func aFolderIsNoFileToWrite() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 100 --evaluation-episodes 1 --quiet --run-dir run"
      #expect(try tool(line).status == 0)
      try tool.write(Data(), to: "page.html/a")
      try tool.write(Data(), to: "film.gif/a")
      for (line, name) in [("report", "page.html"), ("record", "film.gif")] {
        let outcome = try tool("\(line) run --output \(name)")
        #expect(
          outcome.message
            == "rlrun: --output is '\(name)', which is a folder; it must be the name of a file")
        #expect(outcome.status == 2)
      }
    }
  }

  /// Any name that is text is taken as it is; another one is refused before anything is written.
  @Test func namesAreTakenAsTheyAreOrRefused() throws {
    var generator = PCG64(seed: Seeds.fresh("names"))
    try withTool { tool in
      var names: [[UInt8]] = []
      while names.count < 200 {
        let isText = names.count % 4 == 0
        let length = 1 + generator.integer(below: 12)
        let name = (0..<length).map { _ -> UInt8 in
          UInt8(1 + generator.integer(below: isText ? 126 : 255))
        }
        let isPlain = !name.contains(UInt8(ascii: "/")) && name != [46] && name != [46, 46]
        if isPlain { names.append(name) }
      }
      // Names as escapes of the shell's `printf`; the trailing x keeps line ends.
      let lines = names.map { name in
        let octal = name.map { byte in
          "\\" + String(repeating: "0", count: 3 - String(byte, radix: 8).count)
            + String(byte, radix: 8)
        }.joined()
        return """
          n=$(printf '\(octal)x'); n="./${n%x}"
          "$0" gridworld --agent dqn --steps 5 --evaluation-episodes 1 --quiet --run-dir "$n" >the-first-output 2>the-other-output
          s=$?
          if [ -e "$n/receipt.json" ]; then echo "$s made"
          elif [ -e "$n" ]; then echo "$s begun"; else echo "$s nothing"; fi
          rm -rf "$n"; ls | wc -l
          """
      }
      let outcome = try tool(
        ["-c", lines.joined(separator: "\n"), Tool.executable.path],
        executable: URL(filePath: "/bin/sh"))
      let answers = outcome.output.split(separator: "\n").map { $0.trimmingPrefix { $0 == " " } }
      try #require(answers.count == 2 * names.count, "\(outcome.errors)")
      for (index, name) in names.enumerated() {
        let isText = String(validating: name, as: UTF8.self) != nil
        #expect(answers[2 * index] == (isText ? "0 made" : "2 nothing"), "\(name)")
        // Nothing else was made but the two outputs, whose names are longer.
        #expect(answers[2 * index + 1] == "2", "\(name)")
      }
    }
  }
}

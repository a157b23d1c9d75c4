import Foundation
import RLRuns
import Testing

/// What `rlrun help --man` prints.
@Suite struct ManualPageTests {
  @Test func itHasEverySectionAndCommand() throws {
    try withTool { tool in
      let outcome = try tool("help --man")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(lines[0].wholeMatch(of: /\.TH "RLRUN" 1 \d{4}-\d\d-\d\d "rlrun [0-9.]+"/) != nil)
      #expect(
        lines.filter { $0.hasPrefix(".SH ") }
          == [
            "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "ENVIRONMENT", "FILES", "EXIT STATUS",
            "EXAMPLES",
          ].map { ".SH \"\($0)\"" })
      #expect(
        lines.filter { $0.hasPrefix(".SS ") }
          == [
            "train", "learn", "csv", "optimizers", "resume", "verify", "fork", "diff", "compare",
            "report", "landscape", "list", "runs", "evaluate", "play", "record", "datasets",
            "bench",
            "completions", "help",
          ].map { ".SS \"\($0)\"" })
      // Dashes that can be copied; what is not of ASCII by its number; no line that is a command.
      #expect(lines.contains(#".B "\-\-checkpoint\-every N""#))
      #expect(lines.contains { $0.contains(#"so that \[u03B5] and"#) })
      #expect(outcome.output.utf8.allSatisfy { $0 < 128 })
      let commands = Set(lines.filter { $0.hasPrefix(".") }.map { $0.prefix { $0 != " " } })
      #expect(
        commands == [".TH", ".SH", ".SS", ".PP", ".TP", ".B", ".nf", ".fi", ".RS", ".RE"])
      #expect(lines.count { $0 == ".nf" } == lines.count { $0 == ".fi" })
    }
  }

  /// Every option of every page is in it.
  @Test func itHasEveryOption() throws {
    try withTool { tool in
      let manual = try tool("help --man").output.replacing("\\-", with: "-")
      for topic in HelpWidthTests.topics {
        let page = try tool("help \(topic)").output
        let options = page.split(separator: "\n").compactMap { line in
          line.firstMatch(of: /^  (--[a-z-]+( [A-Z=]+( \.\.\.)?)?)(  |$)/)?.1
        }
        for option in options { #expect(manual.contains(".B \"\(option)\"\n"), "\(option)") }
      }
    }
  }

  @Test(.enabled(if: isThere("mandoc"), "mandoc is not installed"))
  func mandocHasNothingToSay() throws {
    try withTool { tool in
      let page = try tool("help --man").data
      try tool.write(page, to: "rlrun.1")
      let outcome = try tool(
        ["-Tlint", "rlrun.1"], executable: URL(filePath: "/usr/bin/mandoc"))
      #expect(outcome.output + outcome.errors == "")
      #expect(outcome.status == 0)
    }
  }

  @Test(.enabled(if: isThere("groff"), "groff is not installed"))
  func groffHasNothingToSay() throws {
    try withTool { tool in
      try tool.write(try tool("help --man").data, to: "rlrun.1")
      let outcome = try tool(
        ["-man", "-ww", "-Tutf8", "rlrun.1"], executable: URL(filePath: "/usr/bin/groff"))
      #expect(outcome.errors == "")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("rlrun ENVIRONMENT"))
    }
  }

  @Test func itIsOfAllCommands() throws {
    try withTool { tool in
      let outcome = try tool("help train --man")
      #expect(
        outcome.errors
          == "rlrun: 'train' is not expected here\nrlrun: `rlrun help help` shows how it goes\n")
      #expect(outcome.status == 2)
    }
  }

  private static func isThere(_ program: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "/usr/bin/\(program)")
  }
}

extension Outcome {
  fileprivate var data: Data { Data(output.utf8) }
}

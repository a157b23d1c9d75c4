import Testing

/// Pages are as wide as the terminal.
@Suite struct HelpWidthTests {
  static let topics = [
    "train", "learn", "csv", "optimizers", "resume", "verify", "fork", "diff", "compare",
    "report", "landscape", "list", "evaluate", "play", "record", "datasets", "bench",
    "completions", "help", "runs",
  ]

  /// None is left out, which the overview has.
  @Test func theseAreAllCommands() throws {
    try withTool { (tool) throws in
      let commands = try tool("help").output.split(separator: "\n").compactMap {
        $0.firstMatch(of: /^  rlrun ([a-z]+) .*?  +[a-z]/).map { String($0.1) }
      }
      #expect(commands.count > 15 && Set(commands).isSubset(of: Self.topics), "\(commands)")
    }
  }

  @Test(arguments: [40, 47, 60, 80, 120, 200]) func noLineIsWider(_ columns: UInt16) throws {
    try withTool { (tool) throws in
      for topic in Self.topics {
        let page = try page("help \(topic)", columns, tool)
        expectLines(of: page, atMost: Int(columns))
        // The same words, but for the backslash before the rest of a line that is to be copied.
        let words = page.split { $0 == " " || $0.isNewline }.filter { $0 != "\\" }
        #expect(words == (try tool("help \(topic)").output.split { " \n".contains($0) }))
      }
    }
  }

  @Test func aNarrowPageHasSentencesBelowOptions() throws {
    try withTool { (tool) throws in
      #expect(
        try page("help bench", 40, tool).hasSuffix(
          """

            --filter TEXT
                only the cases with TEXT in their
                name
            --quick
                measure a tenth of the time, less
                exactly
            --json
                print the figures as one JSON
                object

          Examples:
            rlrun bench
            rlrun bench --filter matmul
            RLNET_CPU=avx2 rlrun bench --json

          """))
      #expect(
        try page("help fork", 40, tool).hasSuffix(
          """
            rlrun fork runs/cartpole-dqn-1@5000 \\
                --set learningRate=1e-4
            rlrun fork runs/gridworld-dqn-1 \\
                --steps 100_000
            rlrun fork runs/digits-1 --epochs 40

          """))
    }
  }

  @Test func aWidePageHasLongLines() throws {
    try withTool { (tool) throws in
      let page = try page("help diff", 120, tool)
      #expect(
        page.contains(
          """

            --threads N     processor cores to use (default: all); the result does not depend on it
            --quiet         show no progress

          """), "\(page)")
    }
  }

  /// What a terminal of a width shows.
  /// Results too, in whatever terminal; beside one they are as wide as they are.
  @Test func resultsFitTheTerminal() throws {
    try withTool { (tool) throws in
      let line = "gridworld --agent dqn --seeds 2 --steps 700 --evaluation-episodes 3 --quiet"
      #expect(try tool(line).status == 0)
      #expect(try tool(line + " --set slip=0.1").status == 0)
      let both = "runs/gridworld-dqn runs/gridworld-dqn-slip=0.1"
      let commands = [
        "runs", "evaluate runs/gridworld-dqn", "datasets", "list gridworld",
        "compare \(both.replacing(" ", with: " vs "))",
      ]
      for command in commands {
        let wide = try tool(command).output
        for columns in [40, 60, 80, 120] as [UInt16] {
          let shown = try page(command, columns, tool)
          expectLines(of: shown, atMost: Int(columns))
          if columns == 120, command != "datasets" {
            #expect(shown.contains(wide.prefix { !$0.isNewline }), "\(command)")
          }
        }
      }
      let narrow = try page("runs", 60, tool)
      #expect(
        narrow.hasPrefix(
          "runs/gridworld-dqn/seed-1\n    dqn on GridWorld-v1, seed 1, complete, 700 steps, return\n    "
        ),
        "\(narrow)")
    }
  }

  private func page(_ line: String, _ columns: UInt16, _ tool: Tool) throws -> String {
    let session = try TerminalSession(line, in: tool, columns: columns)
    #expect(session.end() == 0)
    return session.screen.replacing("\r\n", with: "\n")
  }
}

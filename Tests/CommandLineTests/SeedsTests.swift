import Foundation
import Testing

@Suite struct SeedsTests {
  /// Every seed is the run that it is alone, whichever thread takes it.
  @Test(
    arguments: [
      "cartpole --agent dqn --steps 3000 --set selectEvery=1000 selectEpisodes=2 "
        + "--checkpoint-every 1000",
      "gridworld --agent reinforce --steps 3000",
    ])
  func everySeedIsTheRunOfItsOwn(_ line: String) throws {
    try withTool { tool in
      let outcome = try tool(line + " --seeds 5,1,3 --run-dir all --json --quiet")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      #expect(try tool.names(in: "all") == ["seed-1", "seed-3", "seed-5"])
      for seed in [1, 3, 5] {
        #expect(try tool(line + " --quiet --seed \(seed) --run-dir alone\(seed)").status == 0)
        for file in ["receipt.json", "config.json", "metrics.csv", "weights.safetensors"] {
          #expect(
            try tool.data("all/seed-\(seed)/\(file)") == tool.data("alone\(seed)/\(file)"),
            "\(file) of seed \(seed)")
        }
        #expect(
          try tool.names(in: "all/seed-\(seed)") == tool.names(in: "alone\(seed)"))
      }
      let result = try outcome.json()
      #expect(
        result.keys.sorted() == ["agent", "environment", "preset", "seeds", "summary"])
      let seeds = try #require(result["seeds"] as? [[String: Any]])
      #expect(seeds.map { $0["seed"] as? Int } == [5, 1, 3], "in the order given")
      for seed in seeds {
        let folder = try #require(seed["run"] as? String)
        #expect(try tool.json(folder + "/result.json") as NSDictionary == seed as NSDictionary)
      }
      let returns = try seeds.map {
        try #require(($0["evaluation"] as? [String: Any])?["mean"] as? Double)
      }
      let summary = try #require(result["summary"] as? [String: Any])
      #expect(summary["seeds"] as? Int == 3)
      #expect(summary["min"] as? Double == returns.min())
      #expect(summary["median"] as? Double == returns.sorted()[1])
      #expect(summary["max"] as? Double == returns.max())
      let mean = try #require((summary["mean"] as? [String: Any])?["value"] as? Double)
      #expect(abs(mean - returns.reduce(0, +) / 3) < 1e-9)
    }
  }

  @Test func aTableAndTheStatistics() throws {
    try withTool { tool in
      let line =
        "frozenlake --agent dqn --steps 300 --evaluation-episodes 1 --seeds 12 --threads 1"
      let outcome = try tool(line)
      #expect(outcome.status == 0)
      #expect(
        outcome.errors.hasPrefix(
          """
          training dqn on FrozenLake-v1 for 300 steps on each of 12 seeds, 1 at once
            (preset default)
          """))
      let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        .map(String.init)
      try #require(lines.count == 26)
      #expect(
        lines[0].split(separator: " ") == ["seed", "return", "solved", "steps", "seconds", "run"])
      let row = #/   1  [01]\.0000 +(yes|no)    300 +\d+\.\d{2,6}  .*/#
      #expect(lines[1].wholeMatch(of: row) != nil)
      #expect(lines[1].hasSuffix("  runs/frozenlake-dqn/seed-1"))
      #expect(lines[12].hasPrefix("  12  ") && lines[12].hasSuffix("  runs/frozenlake-dqn/seed-12"))
      #expect(lines[13] == "")
      #expect(lines[14] == "over 12 seeds, with 95 % confidence intervals (threshold 0.7)")
      #expect(lines[15].wholeMatch(of: #/IQM {19}\d\.\d{4} \[\d\.\d{4}, \d\.\d{4}\]/#) != nil)
      #expect(
        lines[16...].map { $0.prefix { $0 != " " || $0 == "m" } }
          == ["mean", "min", "median", "max", "solved", "", "steps", "", "seconds", ""])
      let solved = lines[1...12].count { $0.contains(" yes ") }
      #expect(lines[20].hasPrefix("solved                \(solved) of 12"))
      let share = String(format: "  share               %.2f %% [", 100 * Double(solved) / 12)
      #expect(lines[21].hasPrefix(share), "\(lines[21])")
      #expect(lines[22] == "steps to threshold    - (0 of 12)")
      expectLines(of: outcome.output, atMost: 80)
    }
  }

  /// One seed that fails does not stop the others.
  @Test func aFailedSeedIsNamed() throws {
    try withTool { tool in
      let line = "gridworld --agent reinforce --quiet --json --set stepReward=1e300 --seeds 2"
      // The numbers of seed 2 hold a little longer.
      let outcome = try tool(line + " --steps 4300")
      #expect(outcome.status == 1)
      #expect(outcome.errors.hasPrefix("rlrun: seed 1 failed: training diverged: loss is nan at "))
      #expect(
        outcome.message.contains(
          " the record up to there is in runs/gridworld-reinforce-stepReward=1e+300/seed-1; "))
      let result = try outcome.json()
      #expect((result["seeds"] as? [[String: Any]])?.map { $0["seed"] as? Int } == [2])
      let summary = try #require(result["summary"] as? [String: Any])
      #expect(summary["seeds"] as? Int == 2)
      #expect(summary["failed"] as? Int == 1)

      let both = try tool(line + " --steps 10000")
      #expect(both.status == 1)
      #expect(both.errors.contains("\nrlrun: seed 2 failed: training diverged: "))
      let none = try both.json()
      #expect(none["summary"] is NSNull)
      #expect((none["seeds"] as? [Any])?.count == 0)
      let failed = try #require(none["failed"] as? [[String: Any]])
      #expect(failed.map { $0["seed"] as? Int } == [1, 2])
      #expect(failed.allSatisfy { $0["problem"] is String })
    }
  }

  /// The averages are of the seeds that have a return, which is said; of one they have no interval.
  @Test func aFailedSeedIsNotLeftOutInSilence() throws {
    try withTool { tool in
      let line = "gridworld --agent reinforce --quiet --set stepReward=1e300 --steps 4300"
      let outcome = try tool(line + " --seeds 2")
      #expect(outcome.status == 1)
      #expect(
        outcome.output.contains(
          """

          over 2 seeds
          1 of them failed and has no return: the returns are of the other one
          IQM
          """), "\(outcome.output)")
      #expect(!outcome.output.contains("["), "\(outcome.output)")
    }
  }

  /// Ctrl-C, or a request to end: what trains is saved, what has not begun is not made, and
  /// `resume` brings the rest to the end that it would have had.
  @Test(.timeLimit(.minutes(10)), arguments: [SIGINT, SIGTERM])
  func interruptedSeedsAreResumed(_ signal: Int32) throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 20000 --evaluation-episodes 5"
      let all = line + " --seeds 1,7,3 --threads 1 --run-dir all --quiet"
      let outcome = try tool.signalled(
        signal, all.split(separator: " ").map(String.init), making: "all",
        once: { tool.exists("all/seed-7/metrics.csv") },
        wasAmid: { !tool.exists("all/seed-7/receipt.json") })
      #expect(outcome.status == 128 + signal)
      #expect(!outcome.isSignalled)
      #expect(
        outcome.errors == """
          rlrun: interrupted; 1 of 3 seeds are complete, 1 saved as they stand, those from
            seed 3 on not begun
          go on with: rlrun resume all/seed-7
          train the rest with: rlrun gridworld --agent dqn --steps 20000 --evaluation-episodes 5 \
          --seed 3 --threads 1 --run-dir all/seed-3 --quiet

          """)
      #expect(try tool.names(in: "all") == ["seed-1", "seed-7"])
      #expect(outcome.output.contains("\n   7  stopped       -  "))
      #expect(outcome.output.split(separator: "\n").count == 3, "statistics would be biased")

      let resumed = try tool("resume all --quiet --json")
      #expect(resumed.status == 0)
      #expect(resumed.errors == "")
      #expect(try resumed.json()["seed"] as? Int == 7, "the only one that was not complete")
      let again = try tool("resume all")
      #expect(again.status == 0)
      #expect(again.errors == "all: 2 runs, all complete; there is nothing to go on with\n")
      #expect(try tool(line + " --seed 7 --quiet --run-dir alone").status == 0)
      #expect(try tool.data("all/seed-7/receipt.json") == tool.data("alone/receipt.json"))
    }
  }

  /// The line that is told for the seeds not begun trains them, beside those that were.
  @Test(.timeLimit(.minutes(10))) func seedsNotBegunAreTrainedByTheLineThatIsTold() throws {
    try withTool { tool in
      let settings = [
        "--set", "slip=0.2", "map=maze", "--run-dir=a b", "--seeds=4,9,2,6", "--quiet",
      ]
      let arguments =
        ["gridworld", "with", "dqn", "--steps=20000", "--checkpoint-every", "0", "--threads", "1"]
        + settings
      let outcome = try tool.signalled(
        SIGINT, arguments, making: "a b", once: { tool.exists("a b/seed-9/metrics.csv") },
        wasAmid: { !tool.exists("a b/seed-9/receipt.json") })
      #expect(outcome.status == 130)
      let begin = "train the rest with: rlrun "
      let told = outcome.errors.split(separator: "\n").last { $0.hasPrefix(begin) }
      let line = String(try #require(told, "\(outcome.errors)").dropFirst(begin.count))
      let rest = "gridworld with dqn --steps 20000 --checkpoint-every 0 --threads 1 --set slip=0.2"
      #expect(
        line == rest + " --set map=maze --run-dir 'a b' --seeds 2,6 --quiet")
      #expect(try tool.shell("rlrun \(line)").status == 0)
      #expect(try tool.names(in: "a b") == ["seed-2", "seed-4", "seed-6", "seed-9"])

      // Never the same seed twice.
      let again = try tool.shell("rlrun \(line)")
      #expect(again.status == 2)
      #expect(
        again.message
          == "rlrun: a b/seed-2 is there already, and nothing is overwritten; choose another --run-dir, "
          + "or go on with the runs there with: rlrun resume 'a b'")
    }
  }

  @Test(arguments: [
    ("0", "is '0'"), ("-3", "is '-3'"), ("10001", "is '10001'"), ("ten", "is 'ten'"),
    ("1.5", "is '1.5'"), ("1,2,1", "has 1 twice"), ("1,,2", "has '' in its list"),
    ("1,-2", "has '-2' in its list"), ("5,", "has '' in its list"),
    ("1,18446744073709551616", "has '18446744073709551616' in its list"),
    (Array(repeating: "1", count: 10_001).joined(separator: ","), "lists 10001 seeds"),
  ])
  func mistakesAreExplained(_ text: String, _ problem: String) throws {
    try withTool { tool in
      let outcome = try tool(["cartpole", "--agent", "dqn", "--seeds", text])
      let message = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(
        message
          == "rlrun: --seeds \(problem); it must be a number of seeds from 1 to 10000, as in "
          + "--seeds 10 for seeds 1 to 10, or a list of different seeds, as in --seeds 1,5,7")
      #expect(outcome.status == 2)
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == [])
    }
  }

  @Test func seedAndSeedsExcludeEachOther() throws {
    try withTool { tool in
      let outcome = try tool("cartpole --agent dqn --seed 4 --seeds 3")
      #expect(
        outcome.errors == """
          rlrun: both --seed 4 and --seeds 3 are given; one of them says what to train
          rlrun: `rlrun help train` shows how it goes

          """)
      #expect(outcome.status == 2)
    }
  }

  @Test func nothingIsOverwritten() throws {
    try withTool { tool in
      let line = "gridworld --agent dqn --steps 50 --evaluation-episodes 1 --quiet --seeds 2"
      #expect(try tool(line + " --run-dir all").status == 0)
      let outcome = try tool(line + " --run-dir all")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors.hasPrefix("rlrun: all/seed-1 is there already, and nothing is overwritten"))
      // Neither a run nor a folder of other things takes runs.
      for folder in ["all/seed-1", "."] {
        let refused = try tool(line + " --run-dir " + folder)
        #expect(refused.status == 2)
        #expect(refused.errors.hasPrefix("rlrun: the folder '\(folder)' is not empty, and nothing"))
      }
      #expect(try tool(line).status == 0)
      #expect(try tool(line).status == 0)
      #expect(
        try tool.names(in: "runs") == [
          "gridworld-dqn", "gridworld-dqn-2",
        ])
    }
  }
}

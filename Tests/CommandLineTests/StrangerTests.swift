import Foundation
import Testing

/// A run's folder that comes from somebody else leads nowhere.
@Suite struct StrangerTests {
  private static let train =
    "gridworld --agent dqn --steps 600 --checkpoint-every 200 --evaluation-episodes 3 --quiet"
    + " --evaluate-every 300 --record-every 500"

  /// Every command that opens the run `run`.
  private static let commands = [
    "evaluate run --episodes 2", "play run --seed 1", "record run --output new.gif --steps 9",
    "report run --quiet", "report run@300 --quiet --output at.html", "compare run vs other",
    "verify run --quiet", "verify --quick run", "resume run --quiet", "runs run", "diff run other",
    "fork run@400 --steps 700 --quiet --run-dir forked",
    "landscape run --size 3 --episodes 1 --quiet",
    "report run other --quiet --output both.html",
  ]

  /// What of a folder and below it there is: names, kinds, content, times.
  private func picture(of folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted().map { name in
      let path = folder.appending(path: name).path
      let facts = try FileManager.default.attributesOfItem(atPath: path)
      let told = [FileAttributeKey.type, .size, .modificationDate, .posixPermissions].map {
        "\(facts[$0] ?? "")"
      }
      let content = FileManager.default.contents(atPath: path)?.base64EncodedString() ?? ""
      return ([name] + told + [content]).joined(separator: " ")
    }
  }

  /// Whatever is a link in a run's folder, and whatever is done with the run, what it leads to stays as
  /// it is, and nothing ends by a signal.
  @Test(arguments: [
    "lock", "config.json", "metrics.csv", "timing.csv", "selections.csv", "evaluations.csv",
    "events.out.tfevents.rlrun", "checkpoints", "checkpoints/600.safetensors",
    "weights.safetensors",
    "result.json", "receipt.json", "report.html", "pictures", "pictures/landscape.json", "videos",
    "videos/step-500.gif",
  ])
  func linksLeadNowhere(_ name: String) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir base").status == 0)
      #expect(try tool(Self.train + " --seed 2 --run-dir other").status == 0)
      for isComplete in [true, false] {
        for command in Self.commands {
          _ = try tool.shell(
            """
            rm -rf run forked new.gif at.html both.html victim; cp -r base run; mkdir -p run/pictures
            \(isComplete ? "" : "rm run/receipt.json")
            mkdir -p victim/inner; echo precious > victim/file; cp run/checkpoints/* victim
            echo x > victim/a.1-1.partial; cp run/'\(name)' victim/copy 2> /dev/null
            test -d run/'\(name)' && target=victim || target=victim/file
            test -f victim/copy && target=victim/copy
            rm -rf run/'\(name)'; ln -s "$PWD/$target" run/'\(name)'
            """)
          let victim = tool.folder.appending(path: "victim")
          let before = try picture(of: victim)
          let outcome = try tool(command)
          #expect(!outcome.isSignalled && outcome.status <= 2, "\(command): \(outcome.status)")
          #expect(try picture(of: victim) == before, "\(name), \(command)")
        }
      }
    }
  }

  /// The sentence, where a file or a folder that is needed is a link.
  @Test(arguments: [
    ("lock", "resume run --quiet", "cannot write run/lock"),
    ("metrics.csv", "resume run --quiet", "run/metrics.csv cannot be written"),
    ("checkpoints", "resume run --quiet", "cannot open run/checkpoints"),
    ("config.json", "evaluate run", "cannot read run/config.json"),
    ("weights.safetensors", "evaluate run", "cannot read run/weights.safetensors"),
    ("metrics.csv", "report run --quiet", "cannot read run/metrics.csv"),
  ])
  func aLinkIsTold(_ name: String, _ command: String, _ beginning: String) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir run").status == 0)
      _ = try tool.shell(
        "rm run/receipt.json; mkdir v; mv run/\(name) v/target; ln -s \"$PWD/v/target\" run/\(name)"
      )
      let outcome = try tool(command)
      #expect(outcome.status == 1)
      #expect(
        outcome.message.contains(
          "rlrun: \(beginning): it is a link, and links in the folder of a run are not followed"),
        "\(outcome.message)")
    }
  }

  /// A pipe never ends; it is told at once, whichever file it stands for.
  @Test(arguments: [
    "config.json", "metrics.csv", "timing.csv", "weights.safetensors", "result.json",
    "receipt.json", "checkpoints/600.safetensors", "events.out.tfevents.rlrun", "lock",
    "report.html", "pictures/landscape.json",
  ])
  func pipesAreNotWaitedFor(_ name: String) throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir base").status == 0)
      #expect(try tool(Self.train + " --seed 2 --run-dir other").status == 0)
      for command in Self.commands {
        _ = try tool.shell(
          "rm -rf run forked new.gif at.html both.html; cp -r base run; mkdir -p run/pictures; "
            + "rm -f run/'\(name)'; mkfifo run/'\(name)'")
        let start = ContinuousClock.now
        let outcome = try tool(command) { process in
          try wait { !process.isRunning || ContinuousClock.now - start > .seconds(60) }
          if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        #expect(!outcome.isSignalled && outcome.status <= 2, "\(name), \(command)")
      }
    }
  }

  /// A run of a folder of runs that is a link to another run is told, and not shown.
  @Test func linkedRunsAreLeftOut() throws {
    try withTool { tool in
      #expect(try tool(Self.train + " --run-dir runs/a").status == 0)
      #expect(try tool(Self.train + " --run-dir elsewhere").status == 0)
      _ = try tool.shell("ln -s ../elsewhere runs/b")
      let listed = try tool("runs runs")
      #expect(listed.status == 1 && listed.output.contains("runs/a"))
      #expect(listed.message.contains("runs/b: it is a link"), "\(listed.message)")
      #expect(try tool("report runs --quiet").status == 0)
      #expect(!tool.exists("elsewhere/report.html"))
      #expect(try tool.text("runs/report.html").contains("runs/b is left out"))
      // Named, it is that run.
      #expect(try tool("evaluate runs/b --episodes 2").status == 0)
    }
  }

  /// A path in a stored setting is no file that is read.
  @Test(arguments: ["gridworld", "frozenlake"]) func aStoredPathIsNotRead(_ name: String) throws {
    try withTool { tool in
      try tool.write(Data("SG\nsecret\n".utf8), to: "secret.txt")
      let line = Self.train.replacing("gridworld", with: name)
      #expect(try tool(line + " --run-dir run").status == 0)
      let text = try tool.text("run/config.json")
      let map = try #require(text.split(separator: "\n").first { $0.contains("\"map\"") })
      for path in ["secret.txt", "\(tool.folder.path)/secret.txt", "/proc/self/environ"] {
        let other = "\"map\" : \"\(path)\"" + (map.hasSuffix(",") ? "," : "")
        try tool.write(Data(text.replacing(map, with: other).utf8), to: "run/config.json")
        for command in Self.commands
        where !command.contains("other") && !command.hasPrefix("runs")
          && !command.contains("--quick")
        {
          let outcome = try tool(command)
          // A report shows what needs no environment, and a complete run is not gone on with.
          let isReport = command.hasPrefix("report run") || command.hasPrefix("resume")
          #expect([1, 2].contains(outcome.status) || isReport, "\(command)")
          let said = outcome.errors + outcome.output
          #expect(!said.contains("secret\n") && !said.contains("HOME="), "\(command): \(said)")
        }
        let page = try? tool.text("run/report.html")
        #expect(page?.contains("secret\n") != true && page?.contains("HOME=") != true)
      }
    }
  }
}

import Foundation
import RLRandom
import Testing

/// `rlrun csv FILE`, with all that there is to do with a run.
@Suite struct CSVCommandTests {
  /// Sizes, colours and prices, of which half are cheap.
  private static let houses: Data = {
    var generator = PCG64(seed: 2)
    let rows = (0..<50).map { row in
      let (size, isRed) = (generator.integer(below: 900), row % 3 == 0)
      let price = 2 * size + (isRed ? 300 : 0)
      return "\(size),\(isRed ? "red" : "blue"),\(price),\(price < 1000 ? "-1" : "+1")\n"
    }
    return Data(("size,colour,price,dear\n" + rows.joined()).utf8)
  }()

  private static let line = "csv tables/houses.csv --target price --ignore dear --epochs 40 --quiet"

  private func withHouses(_ body: (Tool) throws -> Void) throws {
    try withTool { tool in
      try tool.write(Self.houses, to: "tables/houses.csv")
      try body(tool)
    }
  }

  @Test func whatIsLearnedIsToldBesideWhatNeedsNoNetwork() throws {
    try withHouses { (tool) throws in
      let outcome = try tool("csv tables/houses.csv --target price --ignore dear --threads 1")
      let lines = outcome.output.split(separator: "\n").map(String.init)
      #expect(outcome.status == 0)
      #expect(lines[0].hasPrefix("R²                   0.9"), "\(lines[0])")
      #expect(
        lines[1].wholeMatch(of: #/mean absolute error  [\d.]+ \(always the mean: \d+\.?\d*\)/#)
          != nil, "\(lines[1])")
      #expect(
        outcome.errors.hasPrefix(
          """
          training csv, price, a number, by 3 features, 161 parameters, for 100 epochs of
            40 examples (preset mlp with file=houses.csv ignore=dear target=price, seed 1,
            1 thread)

          """), "\(outcome.errors)")
      expectLines(of: outcome.told + outcome.output, atMost: 80)
      let classes = try tool(
        "csv tables/houses.csv --ignore price --task classify --preset linear --json --quiet")
      let result = try classes.json()
      let baseline = try #require((result["baseline"] as? [String: Double])?["accuracy"])
      let accuracy = try #require((result["evaluation"] as? [String: Double])?["accuracy"])
      #expect(accuracy > baseline && baseline >= 0.2)
      #expect(result["parameters"] as? Int == 3 * 2 + 2 && result["preset"] as? String == "linear")
    }
  }

  @Test func theSameTableIsTheSameRunAnywhere() throws {
    try withHouses { (tool) throws in
      try tool.write(Self.houses, to: "deep/in a/földer/houses.csv")
      #expect(try tool(Self.line + " --run-dir run0").status == 0)
      let words = Self.line.split(separator: " ").map(String.init)
      var other = words
      other[1] = "deep/in a/földer/houses.csv"
      #expect(try tool(other + ["--run-dir", "run1"]).status == 0)
      other[1] = tool.folder.appending(path: "tables/houses.csv").path
      #expect(try tool(other + ["--run-dir", "run2", "--threads", "1"]).status == 0)
      for run in ["run1", "run2"] { try tool.expectSameRun(run, "run0", run) }
      #expect(!(try tool.text("run0/receipt.json")).contains("/"))
      #expect(try Data(contentsOf: tool.folder.appending(path: "run1/table.csv")) == Self.houses)
    }
  }

  @Test func aRunFindsItsTableFromAnywhere() throws {
    try withHouses { (tool) throws in
      #expect(try tool(Self.line + " --run-dir run").status == 0)
      let run = tool.folder.appending(path: "run").path
      let program = try Tool.executable.path
      for command in ["verify", "evaluate", "report"] {
        let outcome = try tool.shell("cd / && '\(program)' \(command) '\(run)'")
        #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      }
      #expect(try tool("landscape run --size 3 --quiet").status == 0)
      #expect(try tool("fork run --epochs 50 --quiet --run-dir fork").status == 0)
      #expect(try tool("verify fork").status == 0)
      #expect(try tool.names(in: "run/pictures").contains("predictions.svg"))

      // The run has its own.
      _ = try tool.shell("mkdir moved; mv tables/houses.csv moved")
      #expect(try tool("evaluate run").status == 0)
      try tool.write(Self.houses + Data("1,red,2,-1\n".utf8), to: "other/houses.csv")
      #expect(
        try tool("evaluate run --data other").message.contains(
          "the data are not those that run began"))
      #expect(try tool("verify run --data other").output.contains("the data are not those"))

      // A file of its name in the working folder may be anything.
      _ = try tool.shell("rm run/table.csv; cp moved/houses.csv .")
      let missing = try tool("evaluate run")
      #expect(missing.status == 1)
      #expect(missing.message.contains("expected the table; name its folder with --data"))
      try tool.write(Data("{\"folder\": \"/where it/lay\"}".utf8), to: "run/table.json")
      #expect(
        try tool("evaluate run").message.contains(
          "expected the table; when the run began it lay here: --data '/where it/lay'"))
      #expect(try tool("evaluate run --data moved").status == 0)
      #expect(try tool("verify run --data moved").status == 0)
    }
  }

  @Test func aStoppedRunGoesOnToTheSameReceipt() throws {
    try withHouses { (tool) throws in
      let line = Self.line.replacing(
        "--epochs 40", with: "--epochs 300000 --set evaluateEvery=9999")
      #expect(try tool(line + " --run-dir whole").status == 0)
      let stopped = try tool(line + " --checkpoint-every 50 --run-dir run") { process in
        try wait { tool.exists("run/checkpoints") || tool.exists("run/receipt.json") }
        process.interrupt()
      }
      #expect(stopped.status == 130, "\(stopped.errors)")
      #expect(try tool("resume run --quiet").status == 0)
      try tool.expectSameRun("run", "whole")
    }
  }

  @Test func severalSeeds() throws {
    try withHouses { (tool) throws in
      #expect(try tool(Self.line + " --seeds 2 --run-dir runs").status == 0)
      #expect(try tool("verify runs/seed-2").status == 0)
      #expect(try tool("compare runs/seed-1 vs runs/seed-2").status == 0)
      let line = Self.line.replacing("csv tables/houses.csv", with: "optimizers csv")
        .replacing("--target price --ignore dear", with: "--set file=houses.csv target=price")
      #expect(try tool(line + " --data tables --run-dir all").status == 0)
    }
  }

  @Test(arguments: [
    ("csv", "the table is missing; for example: rlrun csv houses.csv --target price"),
    ("csv nothing.csv", "cannot read nothing.csv: No such file or directory; check the path"),
    ("csv tables/", "'tables/' is no file; name the table"),
    ("csv tables/houses.csv --data x", "FILE says where the table is"),
    (
      "csv tables/houses.csv --set file=x",
      "both 'tables/houses.csv' and file=x name the table; leave out the latter"
    ),
    (
      "csv tables/houses.csv --target price --set target=size",
      "target is given twice, by --target and by --set"
    ),
    (
      "csv tables/houses.csv --header maybe",
      "header = maybe cannot be read; it must be one of automatic, yes, no"
    ),
    (
      "gates --target x",
      "there is no option '--target' for learn; a setting is given as --set target=VALUE"
    ),
    (
      "csv tables/houses.csv --target prise",
      "tables/houses.csv: line 1: found no column 'prise', expected the one of --target; choose one of "
        + "size, colour, price, dear, or a number from 1 to 4"
    ),
  ])
  func mistakes(_ line: String, _ message: String) throws {
    try withHouses { (tool) throws in
      let outcome = try tool(line)
      #expect(outcome.status != 0 && outcome.output == "")
      #expect(outcome.message.hasPrefix("rlrun: \(message)"), "\(outcome.message)")
      #expect(try !tool.names(in: ".").contains("runs"), "nothing is left behind")
    }
  }

  /// Runs whose tables have other columns differ from the first row on.
  @Test func runsOfOtherNumbersAreComparedByName() throws {
    try withHouses { tool in
      #expect(try tool(Self.line + " --run-dir price").status == 0)
      let classes = "csv tables/houses.csv --target colour --ignore dear --epochs 40 --quiet"
      #expect(try tool(classes + " --run-dir colour").status == 0)
      let outcome = try tool("diff price colour")
      #expect(outcome.status == 1 && outcome.errors == "")
      let rows = outcome.output.split(separator: "\n").drop {
        $0 != "the row of epoch 0 is the first that differs"
      }.map { $0.split(separator: " ").map(String.init) }
      #expect(rows.count > 4, "\(outcome.output)")
      #expect(rows.contains { $0.first == "evaluation.accuracy" && $0[1] == "-" && $0[2] != "-" })
      #expect(rows.contains { $0.first == "evaluation.r2" && $0[1] != "-" && $0[2] == "-" })
    }
  }

  /// Each seed holds out rows of its own, which is no mixture; a table that was changed is one.
  @Test func otherDataAreToldOnlyWhereTheSeedIsNotTheReason() throws {
    try withHouses { tool in
      for optimizer in ["adam", "sgd"] {
        let line = Self.line + " --seeds 3 --optimizer \(optimizer) --run-dir \(optimizer)"
        #expect(try tool(line).status == 0)
      }
      let outcome = try tool("compare adam vs sgd")
      #expect(outcome.status == 0 && outcome.errors == "")
      try tool.write(Self.houses + Data("5,red,310,-1\n".utf8), to: "tables/houses.csv")
      #expect(try tool(Self.line + " --run-dir more").status == 0)
      #expect(
        try tool("compare adam more vs sgd").errors.hasPrefix(
          """
          rlrun: warning: the first group mixes runs that differ in more than their seeds:
            data

          """))
    }
  }

  /// Where a table lay is a note, whose damage is told.
  @Test func damageOfTheNoteOfATablesPlaceIsTold() throws {
    try withHouses { tool in
      #expect(try tool(Self.line + " --run-dir run").status == 0)
      let sound = "{\n  \"folder\" : \"tables\"\n}\n"
      _ = try tool.shell("rm run/table.csv")
      for (damaged, problem) in [
        ("", "the file is not JSON"), ("[]", nil), ("{}", "folder: it is missing"),
        ("{\"folder\":3}", nil), (String(sound.dropLast(3)), "the file is not JSON"),
      ] as [(String, String?)] {
        try tool.write(Data(damaged.utf8), to: "run/table.json")
        let outcome = try tool("evaluate run")
        #expect(outcome.status == 1 && outcome.output == "", "\(damaged)")
        #expect(outcome.message.hasPrefix("rlrun: run/table.json: "), "\(outcome.message)")
        if let problem { #expect(outcome.message.hasSuffix(problem), "\(outcome.message)") }
      }
    }
  }
}

import Environments
import RLRuns

extension ParsedArguments {
  /// The seeds of `--seeds`, if it is given.
  ///
  /// - Throws: `UsageError`, also where `--seed` is given too.
  func seeds() throws(UsageError) -> [UInt64]? {
    guard let text = text("--seeds") else { return nil }
    if let seed = self.text("--seed") {
      throw UsageError(
        "both --seed \(seed) and --seeds \(text.prefix(60)) are given; one of them says what to train",
        hint: hint)
    }
    return try SeedList.parse(text)
  }
}

/// The seeds of `--seeds`: how many, or which.
enum SeedList {
  static let greatestCount = 10_000

  /// `10` is seeds 1 to 10; `1,5,7` is those three.
  ///
  /// - Throws: `UsageError` where there is none, one is there twice, there are too many, or the text
  ///   is something else.
  static func parse(_ text: String) throws(UsageError) -> [UInt64] {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count <= greatestCount else {
      throw mistake("lists \(parts.count) seeds")
    }
    if parts.count == 1 {
      guard let count = Int.fromSetting(text: text), (1...greatestCount).contains(count) else {
        throw mistake("is '\(text.prefix(60))'")
      }
      return (1...UInt64(count)).map { $0 }
    }
    var seeds: [UInt64] = []
    var known: Set<UInt64> = []
    for part in parts {
      guard let seed = UInt64(part.filter { $0 != "_" }) else {
        throw mistake("has '\(part.prefix(60))' in its list")
      }
      guard known.insert(seed).inserted else { throw mistake("has \(seed) twice") }
      seeds.append(seed)
    }
    return seeds
  }

  private static func mistake(_ problem: String) -> UsageError {
    UsageError(
      "--seeds \(problem); it must be a number of seeds from 1 to \(greatestCount), as in "
        + "--seeds 10 for seeds 1 to 10, or a list of different seeds, as in --seeds 1,5,7")
  }
}

extension ParsedArguments {
  /// The command that trains some of the seeds with all else the same.
  ///
  /// - Parameters:
  ///   - parent: the folder of the runs.
  ///   - options: those of the command.
  func command(
    forSeeds seeds: ArraySlice<UInt64>, in parent: String, options: [Option]
  ) -> String {
    var replacements: [String: (option: String, text: String)] = [:]
    if let seed = seeds.first, seeds.count == 1 {
      // `--seeds 7` are seeds 1 to 7.
      replacements["--seeds"] = ("--seed", "\(seed)")
      replacements["--run-dir"] = ("--run-dir", "\(parent)/seed-\(seed)")
    } else {
      let list = seeds.map { "\($0)" }.joined(separator: ",")
      replacements["--seeds"] = ("--seeds", list)
    }
    var words = words(replacing: replacements, options: options)
    if !has("--run-dir") {
      words += ["--run-dir", replacements["--run-dir"]?.text ?? parent]
    }
    return (["rlrun"] + commandWords + words.map(shellWord)).joined(separator: " ")
  }
}

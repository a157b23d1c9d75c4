import Environments
import RLSettings
import RLSupervised

/// `rlrun datasets [fetch NAME ...]`
struct DatasetsCommand: Command {
  static let name = "datasets"

  /// The datasets to fetch; nil to show all.
  let fetched: [DatasetSummary]?
  let store: DataStore
  /// What the folder and the name of a file are added to; nil for the mirrors that are known.
  let mirror: String?
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let folder = arguments.text(.data)
    if folder == "" { throw UsageError("--data is empty; it must be a folder") }
    store = DataStore(folder: folder)
    isQuiet = arguments.has(.quiet)
    printsJSON = arguments.has(.json)
    mirror = try arguments.text(.mirror).map(Self.mirror)
    guard let action = arguments.positionals.first else {
      fetched = nil
      if mirror != nil {
        throw UsageError("--mirror is for fetching; it shows no list", hint: arguments.hint)
      }
      return
    }
    guard action == "fetch" else {
      let isDataset = DatasetSummary.all.contains { $0.name == action }
      let example = isDataset ? "; for example: rlrun datasets fetch \(action)" : ""
      let meant = isDataset ? nil : nearestName(to: action, among: ["fetch"])
      throw UsageError(
        "'\(action)' is not expected here"
          + (meant.map { "; did you mean '\($0)'?" } ?? example), hint: arguments.hint)
    }
    if printsJSON {
      throw UsageError("--json is for the list; fetch has no use for it", hint: arguments.hint)
    }
    fetched = try Self.datasets(named: arguments.positionals.dropFirst(), hint: arguments.hint)
  }

  /// The datasets of these names, each once.
  private static func datasets(
    named names: ArraySlice<String>, hint: String
  ) throws(UsageError) -> [DatasetSummary] {
    if names.isEmpty {
      throw UsageError(
        "the dataset is missing; for example: rlrun datasets fetch mnist", hint: hint)
    }
    var datasets: [DatasetSummary] = []
    for name in names {
      guard let dataset = DatasetSummary.all.first(where: { $0.name == name }) else {
        let known = KnownDataset.allCases.map(\.name)
        throw UsageError(
          "there is no dataset '\(name)'",
          meant: nearestName(to: name, among: DatasetSummary.all.map(\.name)),
          known: ("datasets", known))
      }
      if !datasets.contains(dataset) { datasets.append(dataset) }
    }
    return datasets
  }

  private static func mirror(_ text: String) throws(UsageError) -> String {
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      throw UsageError("--mirror is '\(text)'; it must begin with http:// or https://")
    }
    return text.hasSuffix("/") ? text : text + "/"
  }

  func run() throws -> ExitStatus {
    if let fetched { return try fetch(fetched) }
    let report = DatasetsReport(store)
    try Output.print(lines: printsJSON ? [try report.json] : report.lines)
    return .success
  }
}

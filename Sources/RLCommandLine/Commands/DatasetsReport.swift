import RLRuns
import RLState
import RLSupervised

/// What `rlrun datasets` shows.
struct DatasetsReport {
  let store: DataStore

  init(_ store: DataStore) { self.store = store }

  /// Lines of at most 80 columns, where no path is longer.
  var lines: [String] {
    var inside: [String] = []
    var generated: [String] = []
    var files: [String] = []
    for dataset in DatasetSummary.all {
      switch dataset.origin {
      case .inside: inside.append(Self.row(dataset))
      case .generated: generated.append(Self.row(dataset))
      case .files(let known): files += [Self.row(dataset)] + place(of: known)
      }
    }
    return ["Inside rlrun"] + inside + ["", "Generated"] + generated + ["", "In files"] + files
  }

  private static func row(_ dataset: DatasetSummary) -> String {
    let counts = [dataset.trainingCount, dataset.testCount].compactMap(\.self).map(grouped)
    let shape = dataset.inputShape.map(String.init).joined(separator: "x")
    let targets = dataset.classCount.map { "\($0) classes" } ?? "a number"
    return "  " + padded(dataset.name, 15)
      + padded(counts.isEmpty ? "any number" : counts.joined(separator: " + "), 17)
      + padded("of \(shape)", 12) + padded(targets, 12) + dataset.summary
  }

  private func place(of dataset: KnownDataset) -> [String] {
    let presence = store.presence(of: dataset)
    let folders = Self.folders(of: presence)
    let damaged = store.damagedFiles(of: dataset)
    if presence.isComplete && damaged.isEmpty { return ["      " + folders] }
    var (state, again) = ("missing", "get it with")
    if !damaged.isEmpty {
      let isReplaced = damaged.allSatisfy { store.isReplaced($0, of: dataset) }
      state = "damaged: \(damaged.map(visibleText).joined(separator: ", "))"
      again = isReplaced ? "get it again with" : "remove it and get it again with"
    } else if !presence.paths.isEmpty {
      state = "\(presence.paths.count) of \(presence.fileCount) files in \(folders)"
    }
    let command = store.command(for: dataset).calling(CommandLineTool.program)
    let line = "      \(state); \(again): \(command)"
    return line.count <= 80
      ? [line] : ["      \(state); \(again):", "        \(command)"]
  }

  /// The folders of the files, each once.
  static func folders(of presence: DataStore.Presence) -> String {
    let folders = presence.paths.map { path in
      path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }
    return distinct(folders).map(visibleText).joined(separator: ", ")
  }

  /// One JSON object.
  var json: String {
    get throws {
      try printedJSON(["datasets": DatasetSummary.all.map { Entry($0, store) }])
    }
  }

  private struct Entry: Encodable {
    let dataset: DatasetSummary
    let origin: String
    /// The presence, the damaged files and the command of a dataset in files.
    let files: (presence: DataStore.Presence, damaged: [String], command: String)?

    init(_ dataset: DatasetSummary, _ store: DataStore) {
      self.dataset = dataset
      switch dataset.origin {
      case .inside: (origin, files) = ("inside", nil)
      case .generated: (origin, files) = ("generated", nil)
      case .files(let known):
        origin = "files"
        files = (
          store.presence(of: known), store.damagedFiles(of: known), store.command(for: known)
        )
      }
    }

    private enum CodingKeys: String, CodingKey {
      case name, summary, origin, trainingCount, testCount, shape, classes
      case paths, damaged, isComplete, command
    }

    /// What does not apply is null; a dataset without files is always complete.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(dataset.name, forKey: .name)
      try container.encode(dataset.summary, forKey: .summary)
      try container.encode(origin, forKey: .origin)
      try container.encode(dataset.trainingCount, forKey: .trainingCount)
      try container.encode(dataset.testCount, forKey: .testCount)
      try container.encode(dataset.inputShape, forKey: .shape)
      try container.encode(dataset.classCount, forKey: .classes)
      try container.encode(files?.presence.paths, forKey: .paths)
      try container.encode(files?.damaged, forKey: .damaged)
      let isComplete = files.map { $0.presence.isComplete && $0.damaged.isEmpty } ?? true
      try container.encode(isComplete, forKey: .isComplete)
      try container.encode(files?.command, forKey: .command)
    }
  }
}

import RLRuns
import RLSupervised

extension DatasetsCommand {
  /// Fetches the datasets one after the other; one that fails does not keep the next from coming.
  ///
  /// - Throws: `OutputError`.
  func fetch(_ datasets: [DatasetSummary]) throws -> ExitStatus {
    Interruption.watch()
    var isComplete = true
    for dataset in datasets {
      guard case .files(let files) = dataset.origin else {
        try Output.print("\(dataset.name): nothing to fetch; it comes with rlrun")
        continue
      }
      do {
        isComplete = try fetch(files) && isComplete
      } catch let error as DownloadError {
        isComplete = false
        if !Interruption.isRequested { Self.complain(error) }
      }
      if Interruption.isRequested && !isComplete {
        Output.tell(
          "\(CommandLineTool.program): interrupted; the files that had come whole are kept")
        return Interruption.status
      }
    }
    return isComplete ? .success : .failure
  }

  /// Returns whether the dataset can be loaded now.
  private func fetch(_ dataset: KnownDataset) throws -> Bool {
    store.removeLeftovers(of: dataset)
    if isWhole(dataset) {
      let folders = DatasetsReport.folders(of: store.presence(of: dataset))
      try Output.print("\(dataset.name): already there, and whole: \(folders)")
      return true
    }
    let folder = try download(dataset)
    guard isWhole(dataset) else {
      if Interruption.isRequested { return false }
      let others = store.presence(of: dataset).paths.filter { !$0.hasPrefix(folder + "/") }
      Output.complain(
        "\(dataset.name) is in \(folder) now, but other files are found before it, and are damaged: "
          + others.joined(separator: ", "), hint: "remove those, or say --data at each use")
      return false
    }
    return true
  }

  /// False where that was not found out before an interruption.
  private func isWhole(_ dataset: KnownDataset) -> Bool {
    store.isWhole(dataset) { Interruption.isRequested }
  }

  /// Returns the folder of the files.
  private func download(_ dataset: KnownDataset) throws -> String {
    let folder = store.destination.map { "\($0)/\(dataset.folders[0])" }
    let files = dataset.fetchedFiles.filter { file in
      folder.map { folder in
        !file.isWhole(at: "\(folder)/\(file.name)") { Interruption.isRequested }
      } ?? true
    }
    // All is there, but something else is found before it.
    if files.isEmpty, let folder { return folder }
    let total = files.reduce(0) { $0 + $1.byteCount }
    if !isQuiet, let folder {
      Output.say("fetching \(dataset.name) (\(byteSize(Double(total)))) to \(folder)")
    }
    let start = ContinuousClock.now
    var progress = isQuiet ? nil : Progress(on: .standardError)
    defer { progress?.finish() }
    let mirrors: [String] = mirror.map { ["\($0)\(dataset.folders[0])/"] } ?? dataset.mirrors
    let result = try store.fetch(
      dataset, files: dataset.fetchedFiles, mirrors: mirrors, by: ProcessTransfer()
    ) {
      Interruption.isRequested
    } progress: { report in
      guard let index = files.firstIndex(where: { $0.name == report.file }) else { return }
      let received = files[..<index].reduce(report.received) { $0 + $1.byteCount }
      progress?.update(
        start.duration(to: .now) / .seconds(1),
        FetchProgressText(file: report.file, step: received, steps: total))
    }
    let seconds = start.duration(to: .now) / .seconds(1)
    progress?.finish()
    try Output.print(
      "\(dataset.name): \(byteSize(Double(total))) in \(duration(seconds)), SHA-256 checked: "
        + result)
    return result
  }

  /// The mirrors that were asked, a line for each.
  private static func complain(_ error: DownloadError) {
    guard !error.failures.isEmpty else { return Output.complain(error.description) }
    let answers = error.failures.map { "\($0.url): \($0.reason)" }
    Output.complain(lines: ["cannot get \(error.path)"] + answers, hint: error.advice)
  }
}

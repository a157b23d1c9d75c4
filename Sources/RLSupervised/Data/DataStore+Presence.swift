extension DataStore {
  /// Which files of a dataset are on this machine.
  public struct Presence: Sendable, Hashable {
    /// The paths of the files that it is loaded from, as far as they are there.
    public let paths: [String]
    /// How many files the whole dataset has.
    public let fileCount: Int

    public var isComplete: Bool { paths.count >= fileCount }
  }

  /// Looks for the files of a dataset; what they hold is not looked at.
  public func presence(of dataset: KnownDataset) -> Presence {
    let paths: [String]
    switch dataset {
    case .cifar10: paths = cifarPaths("data_batch", "test_batch", of: dataset)
    case .cifar100: paths = cifarPaths("train", "test", of: dataset)
    default: paths = dataset.files.compactMap { try? path(of: $0.plainName, in: dataset) }
    }
    return Presence(paths: paths, fileCount: dataset.fileNames.count)
  }

  private func cifarPaths(_ starts: String..., of dataset: KnownDataset) -> [String] {
    starts.flatMap { (try? paths(beginning: $0, in: dataset)) ?? [] }
  }

  /// Whether all files of a dataset are there, and whole: by their SHA-256 those that were fetched,
  /// the others as far as loading them tells.
  ///
  /// - Parameter isInterrupted: whether to give up, with `false`; asked for each file.
  public func isWhole(
    _ dataset: KnownDataset, isInterrupted: () -> Bool = { false }
  ) -> Bool {
    let presence = presence(of: dataset)
    guard presence.isComplete else { return false }
    let originals = zip(dataset.files, presence.paths).filter { $1.hasSuffix("/\($0.name)") }
    guard originals.allSatisfy({ $0.isWhole(at: $1, isInterrupted: isInterrupted) }) else {
      return false
    }
    if originals.count == presence.paths.count { return true }
    // Their files say nothing about each other.
    if dataset.archive != nil {
      return presence.paths.allSatisfy { !isInterrupted() && dataset.canRead($0) }
    }
    return canLoad(dataset)
  }

  private func canLoad(_ dataset: KnownDataset) -> Bool {
    do throws(DataError) {
      switch dataset {
      case .mnist: _ = try mnist()
      case .fashionMNIST: _ = try fashionMNIST()
      case .cifar10: _ = try cifar10()
      case .cifar100: _ = try cifar100()
      case .breastCancer: _ = try breastCancer()
      case .diabetes: _ = try diabetes()
      case .wine: _ = try wine()
      }
      return true
    } catch {
      return false
    }
  }
}

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DataStore {
  /// The path of a file of a dataset, plain or gzip.
  ///
  /// - Parameter file: its name, without `.gz`.
  func path(of file: String, in dataset: KnownDataset) throws(DataError) -> String {
    for place in places(of: dataset) {
      if let path = Self.path(of: file, at: place) { return path }
    }
    throw missing(file, of: dataset)
  }

  /// The paths of the files of a dataset whose names begin so and end with `.bin` or `.bin.gz`, by
  /// name: those of the first place that has any, each once, the plain one where it is there in both
  /// forms.
  func paths(beginning start: String, in dataset: KnownDataset) throws(DataError) -> [String] {
    for place in places(of: dataset) {
      let stems = Self.names(in: place).map(withoutGzip)
        .filter { $0.hasPrefix(start) && $0.hasSuffix(".bin") }
      let found = Set(stems).sorted().compactMap { Self.path(of: $0, at: place) }
      if !found.isEmpty { return found }
    }
    throw missing(dataset.fileNames.first { $0.hasPrefix(start) } ?? start, of: dataset)
  }

  /// The folders where a dataset's files are sought: first those that have all of them, so that a
  /// part of it never hides the whole.
  private func places(of dataset: KnownDataset) -> [String] {
    let places = folders.flatMap { Self.places(of: dataset, in: $0) }
    let whole = places.filter { place in
      dataset.fileNames.allSatisfy { Self.path(of: $0, at: place) != nil }
    }
    return whole + places.filter { !whole.contains($0) }
  }

  /// The dataset's folders in a folder of data and, of one that comes as an archive, those with a
  /// longer name, such as `cifar10-subset`; last the folder itself, if another dataset's files do not
  /// lie there.
  private static func places(of dataset: KnownDataset, in folder: String) -> [String] {
    let others = dataset.files.isEmpty ? names(in: folder) : []
    let longer = others.filter { $0.hasPrefix("\(dataset.name)-") }.sorted()
    // `train.bin` and `test.bin` of CIFAR-100 may be anything elsewhere.
    let isOther =
      dataset == .cifar100 && !dataset.isNamed(by: folder)
      || KnownDataset.allCases.contains { $0.claims(folder, from: dataset) }
    return (dataset.folders + longer).map { "\(folder)/\($0)" } + (isOther ? [] : [folder])
  }

  /// The path of a file in a folder, plain or gzip; nil where it is not there. Some programs unpack
  /// `train-images-idx3-ubyte.gz` as `train-images.idx3-ubyte`.
  private static func path(of file: String, at place: String) -> String? {
    [file, file.replacing("-idx", with: ".idx")]
      .flatMap { ["\(place)/\($0)", "\(place)/\($0).gz"] }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private func missing(_ file: String, of dataset: KnownDataset) -> DataError {
    .missing(
      MissingData(
        dataset: dataset.name, file: file, sought: places(of: dataset),
        command: command(for: dataset)))
  }
}

extension KnownDataset {
  /// Whether a folder holds the files of this dataset rather than those of `dataset`, which may have
  /// the same names: MNIST and Fashion-MNIST have.
  fileprivate func claims(_ folder: String, from dataset: KnownDataset) -> Bool {
    guard dataset != self, !dataset.isNamed(by: folder) else { return false }
    return isNamed(by: folder)
      || files.contains { file in
        dataset.files.contains { $0.name == file.name }
          && byteCount(ofFile: "\(folder)/\(file.name)") == file.byteCount
      }
  }

  /// Whether the name of a folder says that it is this dataset's.
  fileprivate func isNamed(by folder: String) -> Bool {
    let parts = URL(filePath: folder).standardizedFileURL.path.split(separator: "/")
    return folders.contains { parts.suffix(2).joined(separator: "/") == $0 }
      || parts.last.map { folders.contains(String($0)) || $0.hasPrefix("\(name)-") } ?? false
  }
}

/// The name of a file without `.gz`.
func withoutGzip(_ name: String) -> String {
  name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
}

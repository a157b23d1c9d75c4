import RLFiles

extension DataStore {
  /// The files of a dataset that are there and cannot be loaded: cut short, altered or others.
  ///
  /// One that has the size of the original is taken for whole, so that little has to be read; only the
  /// others are read to their end.
  public func damagedFiles(of dataset: KnownDataset) -> [String] {
    presence(of: dataset).paths.filter { !dataset.hasOriginalSize($0) && !dataset.canRead($0) }
  }
}

extension KnownDataset {
  fileprivate func hasOriginalSize(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let original = files.first { $0.name == name }?.byteCount ?? plainByteCount(of: name)
    return original != nil && byteCount(ofFile: path) == original
  }

  /// The size of a file of images that is not compressed; nil where that is not known.
  private func plainByteCount(of name: String) -> Int? {
    switch (self, name) {
    case (.mnist, "train-images-idx3-ubyte"), (.fashionMNIST, "train-images-idx3-ubyte"):
      16 + 60_000 * 28 * 28
    case (.mnist, "t10k-images-idx3-ubyte"), (.fashionMNIST, "t10k-images-idx3-ubyte"):
      16 + 10_000 * 28 * 28
    case (.cifar10, _): fileNames.contains(name) ? 10_000 * (1 + 3072) : nil
    case (.cifar100, "train.bin"): 50_000 * (2 + 3072)
    case (.cifar100, "test.bin"): 10_000 * (2 + 3072)
    default: nil
    }
  }

  /// Whether a file, taken by itself, is of the format of this dataset's.
  func canRead(_ path: String) -> Bool {
    do throws(DataError) {
      switch self {
      case .mnist, .fashionMNIST: _ = try IDXArray(contentsOf: path)
      case .cifar10: _ = try CIFARBatch(contentsOf: path, kind: .cifar10)
      case .cifar100: _ = try CIFARBatch(contentsOf: path, kind: .cifar100)
      case .breastCancer, .wine: _ = try CSVTable(contentsOf: path, format: .counted)
      case .diabetes: _ = try CSVTable(contentsOf: path, format: .blanks)
      }
      return true
    } catch {
      return false
    }
  }
}

/// The size of a file; nil where there is none.
func byteCount(ofFile path: String) -> Int? {
  var status = stat()
  return stat(path, &status) == 0 ? Int(status.st_size) : nil
}

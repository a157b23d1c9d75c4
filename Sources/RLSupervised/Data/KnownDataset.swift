/// The datasets that a ``DataStore`` knows: where their files lie, what they hold, and where they
/// can be got.
public enum KnownDataset: String, Sendable, Hashable, CaseIterable {
  case mnist
  case fashionMNIST = "fashion-mnist"
  case cifar10
  case cifar100
  case breastCancer = "breast-cancer"
  case diabetes
  case wine

  /// Its name on the command line, such as `fashion-mnist`.
  public var name: String { rawValue }

  /// A file that can be downloaded.
  package struct File: Sendable, Hashable {
    package let name: String
    package let byteCount: Int
    /// In hexadecimal digits.
    package let sha256: String

    package init(name: String, byteCount: Int, sha256: String) {
      self.name = name
      self.byteCount = byteCount
      self.sha256 = sha256
    }

    /// Its name without `.gz`.
    var plainName: String { withoutGzip(name) }
  }

  /// The folders that may hold its files, in a folder of data; the first is where they are fetched
  /// to.
  package var folders: [String] {
    switch self {
    case .mnist: ["mnist", "MNIST/raw"]
    case .fashionMNIST: ["fashion-mnist", "FashionMNIST/raw"]
    case .cifar10: ["cifar10", "cifar-10-batches-bin"]
    case .cifar100: ["cifar100", "cifar-100-binary"]
    case .breastCancer, .diabetes, .wine: ["tabular"]
    }
  }

  /// The files that can be fetched one by one; none where there is only an archive.
  package var files: [File] {
    switch self {
    case .mnist:
      [
        File(
          name: "train-images-idx3-ubyte.gz", byteCount: 9_912_422,
          sha256: "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
        File(
          name: "train-labels-idx1-ubyte.gz", byteCount: 28_881,
          sha256: "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
        File(
          name: "t10k-images-idx3-ubyte.gz", byteCount: 1_648_877,
          sha256: "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
        File(
          name: "t10k-labels-idx1-ubyte.gz", byteCount: 4_542,
          sha256: "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
      ]
    case .fashionMNIST:
      [
        File(
          name: "train-images-idx3-ubyte.gz", byteCount: 26_421_880,
          sha256: "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        File(
          name: "train-labels-idx1-ubyte.gz", byteCount: 29_515,
          sha256: "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        File(
          name: "t10k-images-idx3-ubyte.gz", byteCount: 4_422_102,
          sha256: "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        File(
          name: "t10k-labels-idx1-ubyte.gz", byteCount: 5_148,
          sha256: "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
      ]
    case .cifar10, .cifar100: []
    case .breastCancer:
      [
        File(
          name: "breast_cancer.csv", byteCount: 119_913,
          sha256: "fed3eb72d0575ef6192293f5093c6e801b1476b577d0386bf4455504522172ed")
      ]
    case .diabetes:
      [
        File(
          name: "diabetes_data_raw.csv.gz", byteCount: 7_073,
          sha256: "7fc0ded571454b1982210d3bb43f0aca44eae01a0b8654a3b24022bdb6b38009"),
        File(
          name: "diabetes_target.csv.gz", byteCount: 1_050,
          sha256: "8e53f65eb811df43c206f3534bb3af0e5fed213bc37ed6ba36310157d6023803"),
      ]
    case .wine:
      [
        File(
          name: "wine_data.csv", byteCount: 11_157,
          sha256: "10e8a802908b34f86e5da8ce962f3c806694bc98450a18f61851af59f324bede")
      ]
    }
  }

  /// The names of all files of the whole dataset, without `.gz`.
  var fileNames: [String] {
    switch self {
    case .cifar10: (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]
    case .cifar100: ["train.bin", "test.bin"]
    default: files.map(\.plainName)
    }
  }

  /// What the name of a file is added to, in the order that they are asked.
  package var mirrors: [String] {
    switch self {
    case .mnist:
      [
        "https://ossci-datasets.s3.amazonaws.com/mnist/",
        "https://storage.googleapis.com/cvdf-datasets/mnist/",
      ]
    case .fashionMNIST:
      [
        "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
        "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      ]
    case .cifar10, .cifar100: ["https://www.cs.toronto.edu/~kriz/"]
    case .breastCancer, .diabetes, .wine:
      [
        "https://raw.githubusercontent.com/scikit-learn/scikit-learn/1.9.1/sklearn/datasets/data/"
      ]
    }
  }

  /// The archive that has the files, for a dataset whose files cannot be fetched one by one. Sizes and
  /// sums are those that TensorFlow Datasets checks.
  package var archive: File? {
    switch self {
    case .cifar10:
      File(
        name: "cifar-10-binary.tar.gz", byteCount: 170_052_171,
        sha256: "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")
    case .cifar100:
      File(
        name: "cifar-100-binary.tar.gz", byteCount: 168_513_733,
        sha256: "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")
    default: nil
    }
  }

  /// What is fetched: the files, or their archive.
  package var fetchedFiles: [File] { archive.map { [$0] } ?? files }

  /// The command that gets the files.
  ///
  /// - Parameters:
  ///   - folder: the folder of data that they are to be put into.
  ///   - isNamed: whether the user named it, and must name it again.
  func command(into folder: String, isNamed: Bool) -> String {
    let folder = "'" + folder.replacing("'", with: "'\\''") + "'"
    return "rlrun datasets fetch \(name)" + (isNamed ? " --data \(folder)" : "")
  }

  /// The names of the classes, where the files do not have them.
  public var classNames: [String] {
    switch self {
    case .mnist: (0...9).map(String.init)
    case .fashionMNIST:
      [
        "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot",
      ]
    case .cifar10:
      [
        "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
      ]
    case .cifar100: (0...99).map(String.init)
    case .breastCancer: ["malignant", "benign"]
    case .wine: ["class_0", "class_1", "class_2"]
    case .diabetes: []
    }
  }
}

import Foundation
import RLSupervised
import TestSupport
import Testing

/// Which of several files and folders data are loaded from.
@Suite struct DataPlaceTests {
  /// A CIFAR-10 file of black images with these labels.
  private func photographs(_ labels: [UInt8]) -> [UInt8] {
    labels.flatMap { [$0] + [UInt8](repeating: 0, count: 3072) }
  }

  private func digits(_ labels: [UInt8], to folder: String) throws {
    let count = UInt8(labels.count)
    for part in ["train", "t10k"] {
      try write(
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 1, 0, 0, 0, 1] + labels,
        to: "\(folder)/\(part)-images-idx3-ubyte")
      try write(
        [0, 0, 8, 1, 0, 0, 0, count] + labels, to: "\(folder)/\(part)-labels-idx1-ubyte")
    }
  }

  @Test func aFileInBothFormsIsLoadedOnce() throws {
    try withTemporaryFolder { folder in
      for name in ["data_batch_1", "data_batch_2", "test_batch"] {
        try write(photographs([1, 2]), to: "\(folder)/cifar10/\(name).bin")
        try write(gzip(photographs([3, 4, 5])), to: "\(folder)/cifar10/\(name).bin.gz")
      }
      try write(gzip(photographs([6])), to: "\(folder)/cifar10/data_batch_3.bin.gz")
      let store = DataStore(folder: folder)
      let data = try store.cifar10()
      #expect(data.training.targets == [1, 2, 1, 2, 6] && data.test.targets == [1, 2])
      #expect(store.presence(of: .cifar10).paths.count == 4)
    }
  }

  @Test func theFolderCanBeThatOfTheFiles() throws {
    try withTemporaryFolder { folder in
      try digits([1, 2, 3], to: "\(folder)/mnist")
      try digits([4], to: "\(folder)/images")
      try write(photographs([7]), to: "\(folder)/cifar10-part/data_batch_1_first.bin")
      try write(photographs([8]), to: "\(folder)/cifar10-part/test_batch_first.bin")
      for ending in ["", "/"] {
        let store = DataStore(folder: "\(folder)/mnist\(ending)")
        #expect(try store.mnist().training.targets == [1, 2, 3])
        // Files of the same names, but of another dataset, by the folder's name.
        #expect(throws: DataError.self) { try store.fashionMNIST() }
        #expect(!store.presence(of: .fashionMNIST).isComplete)
      }
      let photographs = DataStore(folder: "\(folder)/cifar10-part")
      #expect(try photographs.cifar10().training.targets == [7])
      #expect(try photographs.cifar10().test.targets == [8])
      #expect(photographs.presence(of: .cifar100).paths == [])
      // A name that says nothing says nothing against it; the dataset's own folder comes first.
      let images = DataStore(folder: "\(folder)/images")
      #expect(try images.fashionMNIST().test.targets == [4])
      try digits([5, 6], to: "\(folder)/images/fashion-mnist")
      #expect(try images.fashionMNIST().test.targets == [5, 6])
      #expect(try images.mnist().test.targets == [4])
      // The size of the real MNIST's labels says that these are not clothes.
      try write(
        [UInt8](repeating: 0, count: 4_542), to: "\(folder)/images/t10k-labels-idx1-ubyte.gz")
      let clothes = DataStore(folder: "\(folder)/images").presence(of: .fashionMNIST)
      #expect(clothes.paths.allSatisfy { $0.contains("/fashion-mnist/") })
    }
  }

  /// As some programs unpack them.
  @Test func namesWithADotAreFound() throws {
    try withTemporaryFolder { folder in
      try digits([1, 2, 3], to: "\(folder)/mnist")
      for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/mnist") {
        try FileManager.default.moveItem(
          atPath: "\(folder)/mnist/\(name)",
          toPath: "\(folder)/mnist/\(name.replacing("-idx", with: ".idx"))")
      }
      let store = DataStore(folder: folder)
      #expect(try store.mnist().training.targets == [1, 2, 3])
      #expect(store.presence(of: .mnist).isComplete)
      #expect(store.damagedFiles(of: .mnist) == [])
    }
  }

  /// A part of a dataset never hides the whole of it.
  @Test func aCompleteFolderIsPreferred() throws {
    try withTemporaryFolder { folder in
      let store = DataStore(
        environment: ["RLNET_DATA": "\(folder)/part", "XDG_CACHE_HOME": "\(folder)/cache"])
      let whole = "\(folder)/cache/rlrun/datasets/cifar-10-batches-bin"
      for name in ["data_batch_1", "test_batch"] {
        try write(photographs([9]), to: "\(folder)/part/cifar10-subset/\(name)_first.bin")
      }
      for number in 1...5 {
        #expect(try store.cifar10().training.targets == [9], "the first that has any")
        try write(photographs([UInt8(number)]), to: "\(whole)/data_batch_\(number).bin")
      }
      try write(gzip(photographs([0])), to: "\(whole)/test_batch.bin.gz")
      #expect(try store.cifar10().training.targets == [1, 2, 3, 4, 5])
      #expect(try store.cifar10().test.targets == [0])
      let presence = store.presence(of: .cifar10)
      #expect(presence.isComplete && presence.paths.allSatisfy { $0.hasPrefix(whole) })

      try digits([1], to: "\(folder)/cache/rlrun/datasets/mnist")
      try write([1], to: "\(folder)/part/mnist/train-images-idx3-ubyte")
      #expect(try store.mnist().training.targets == [1])
    }
  }

  @Test func damagedFilesAreNamed() throws {
    try withTemporaryFolder { folder in
      let store = DataStore(folder: folder)
      func path(_ name: String) -> String { "\(folder)/mnist/\(name)" }
      try digits([1, 2, 3], to: "\(folder)/mnist")
      #expect(store.damagedFiles(of: .mnist) == [])
      // A header that promises more, and a stream that was cut.
      let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1]
      try write(images + [1], to: path("train-images-idx3-ubyte"))
      try write(
        Array(gzip(images + [1, 2]).dropLast(9)),
        to: "\(folder)/fashion-mnist/t10k-images-idx3-ubyte.gz")
      #expect(store.damagedFiles(of: .mnist) == [path("train-images-idx3-ubyte")])
      #expect(
        store.damagedFiles(of: .fashionMNIST)
          == ["\(folder)/fashion-mnist/t10k-images-idx3-ubyte.gz"])
      // One that was compressed by another program has another size, and is as good.
      try write(gzip(images + [1, 2]), to: "\(folder)/fashion-mnist/t10k-images-idx3-ubyte.gz")
      #expect(store.damagedFiles(of: .fashionMNIST) == [])
      try write(Array(photographs([1]).dropLast()), to: "\(folder)/cifar10/data_batch_1.bin")
      try write(photographs([1]), to: "\(folder)/cifar10/data_batch_2.bin")
      #expect(store.damagedFiles(of: .cifar10) == ["\(folder)/cifar10/data_batch_1.bin"])
      try write(Array("2,1,a,b\n0.5,0\n".utf8), to: "\(folder)/tabular/wine_data.csv")
      #expect(store.damagedFiles(of: .wine) == ["\(folder)/tabular/wine_data.csv"])
      #expect(store.damagedFiles(of: .breastCancer) == [])
      // The size of the original is believed.
      let original = [UInt8](repeating: 7, count: 28_881)
      try write(original, to: "\(folder)/MNIST/raw/train-labels-idx1-ubyte.gz")
      let second = DataStore(folder: "\(folder)/MNIST/raw")
      #expect(second.presence(of: .mnist).paths.count == 1)
      #expect(second.damagedFiles(of: .mnist) == [])
    }
  }
}

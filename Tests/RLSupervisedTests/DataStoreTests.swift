import RLNet
import RLSupervised
import TestSupport
import Testing

/// Where data are sought, and what is said where they are not.
struct DataStoreTests {
  @Test func foldersAreSoughtInOrder() {
    let environment = ["RLNET_DATA": "/data", "XDG_CACHE_HOME": "/cache", "HOME": "/home/a"]
    let store = DataStore(environment: environment)
    #expect(store.folders == ["/data", "/cache/rlrun/datasets"])
    #expect(store.destination == "/cache/rlrun/datasets")
    let named = DataStore(folder: "mine", environment: environment)
    #expect(named.folders == ["mine"] && named.destination == "mine")
    #if os(macOS)
      let cache = "/home/a/Library/Caches/rlrun/datasets"
    #else
      let cache = "/home/a/.cache/rlrun/datasets"
    #endif
    #expect(DataStore(environment: ["HOME": "/home/a"]).folders == [cache])
    let odd = ["HOME": "/home/a", "XDG_CACHE_HOME": "cache", "RLNET_DATA": ""]
    #expect(DataStore(environment: odd).folders == [cache])
    let none = DataStore(environment: [:])
    #expect(none.folders.isEmpty && none.destination == nil)
  }

  @Test func missingDataSayWhereTheyWereSoughtAndHowToGetThem() {
    let store = DataStore(environment: ["RLNET_DATA": "/none/a", "XDG_CACHE_HOME": "/none/b"])
    let digits = #expect(throws: DataError.self) { try store.mnist() }
    #expect(
      digits?.description
        == "mnist: train-images-idx3-ubyte is missing; sought in: /none/a/mnist, "
        + "/none/a/MNIST/raw, /none/a, /none/b/rlrun/datasets/mnist, "
        + "/none/b/rlrun/datasets/MNIST/raw, /none/b/rlrun/datasets. "
        + "Get it with: rlrun datasets fetch mnist")
    let photographs = #expect(throws: DataError.self) {
      try DataStore(folder: "/none/a").cifar10()
    }
    #expect(
      photographs?.description
        == "cifar10: data_batch_1.bin is missing; sought in: /none/a/cifar10, "
        + "/none/a/cifar-10-batches-bin, /none/a. Get it with: rlrun datasets fetch cifar10 "
        + "--data '/none/a'")
    #expect(throws: DataError.self) { try DataStore(environment: [:]).wine() }
  }

  @Test func pairsOfImageFilesAreLoadedFromKnownLayouts() throws {
    let files = try Files.load()
    for layout in ["mnist", "MNIST/raw"] {
      try withTemporaryFolder { folder in
        let store = DataStore(folder: folder)
        for part in ["train", "t10k"] {
          try write(files.idx3.bytes, to: "\(folder)/\(layout)/\(part)-images-idx3-ubyte")
          try write(files.idx1gz.bytes, to: "\(folder)/\(layout)/\(part)-labels-idx1-ubyte.gz")
        }
        let data = try store.mnist()
        #expect(data.training.inputShape == [1, 4, 3])
        #expect(data.test.targets == files.labels.map(Int.init))
        #expect(data.test.batch.inputs.elements == files.images.map { Float($0) / 255 })
      }
    }
  }

  @Test func damagedDataSayHowToGetThemAgain() throws {
    let files = try Files.load()
    try withTemporaryFolder { folder in
      let store = DataStore(folder: folder)
      let images = "\(folder)/mnist/train-images-idx3-ubyte.gz"
      try write(Array(files.idx3gz.bytes.dropLast(9)), to: images)
      try write(files.idx1gz.bytes, to: "\(folder)/mnist/train-labels-idx1-ubyte.gz")
      let error = #expect(throws: DataError.self) { try store.mnist() }
      #expect(error?.description.hasPrefix("\(images): gzip: found its end after") == true)
      #expect(
        error?.description.hasSuffix(
          "; get it again with: rlrun datasets fetch mnist --data '\(folder)'") == true)
    }
  }

  @Test func arraysThatDoNotBelongTogetherAreRefused() throws {
    let files = try Files.load()
    let images = try IDXArray(files.idx3.bytes, file: "images")
    let labels = try IDXArray(files.idx1gz.bytes, file: "labels")
    func load(_ images: IDXArray, _ labels: IDXArray, _ classNames: [String]) throws {
      _ = try Dataset(
        images: images, labels: labels, classNames: classNames, files: ("images", "labels"))
    }
    try load(images, labels, KnownDataset.mnist.classNames)
    let swapped = #expect(throws: DataError.self) { try load(labels, images, []) }
    #expect(swapped?.description.hasPrefix("images: header: found the sizes [5], exp") == true)
    let four = try IDXArray([0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 3, 4], file: "labels")
    let few = #expect(throws: DataError.self) { try load(images, four, ["a"]) }
    #expect(
      few?.description.hasPrefix(
        "labels: header: found the sizes [4], expected [5], one label for each image") == true)
    let unnamed = #expect(throws: DataError.self) { try load(images, labels, []) }
    #expect(unnamed?.description.hasPrefix("labels: record 1: found the label") == true)
  }

  @Test func allBatchesOfPhotographsAreLoaded() throws {
    let files = try Files.load()
    for layout in ["cifar10", "cifar-10-batches-bin", "cifar10-subset"] {
      try withTemporaryFolder { folder in
        try write(files.cifar10.bytes, to: "\(folder)/\(layout)/data_batch_2.bin.gz")
        try write([7] + files.pixels.bytes.prefix(3072), to: "\(folder)/\(layout)/data_batch_1.bin")
        try write(files.cifar10.bytes, to: "\(folder)/\(layout)/test_batch.bin.gz")
        try write([1], to: "\(folder)/\(layout)/data_batch_3.bin.partial")
        let data = try DataStore(folder: folder).cifar10()
        #expect(data.training.targets == [7, 0, 3, 6])
        #expect(data.test.targets == [0, 3, 6])
        #expect(data.test.inputShape == [3, 32, 32])
        #expect(data.training.classNames[7] == "horse")
      }
    }
    try withTemporaryFolder { folder in
      for part in ["train", "test"] {
        try write(files.cifar100.bytes, to: "\(folder)/cifar-100-binary/\(part).bin.gz")
      }
      #expect(try DataStore(folder: folder).cifar100().training.targets == [0, 49, 98])
    }
  }
}

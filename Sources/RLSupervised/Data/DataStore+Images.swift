import RLNet

extension DataStore {
  /// MNIST: 60 000 and 10 000 handwritten digits, `[1, 28, 28]`, ten classes.
  ///
  /// - Throws: `DataError` where the files are missing, unreadable or damaged.
  public func mnist() throws(DataError) -> (training: Dataset<Int>, test: Dataset<Int>) {
    try idxImages(.mnist)
  }

  /// Fashion-MNIST: 60 000 and 10 000 pieces of clothing, `[1, 28, 28]`, ten classes.
  ///
  /// - Throws: `DataError` where the files are missing, unreadable or damaged.
  public func fashionMNIST() throws(DataError) -> (training: Dataset<Int>, test: Dataset<Int>) {
    try idxImages(.fashionMNIST)
  }

  /// CIFAR-10: photographs, `[3, 32, 32]`, ten classes; 50 000 and 10 000 where all files of the
  /// binary layout are there. Fewer are loaded where only some `data_batch_…` are.
  ///
  /// - Throws: `DataError` where the files are missing, unreadable or damaged.
  public func cifar10() throws(DataError) -> (training: Dataset<Int>, test: Dataset<Int>) {
    try (
      cifarImages(.cifar10, .cifar10, files: "data_batch"),
      cifarImages(.cifar10, .cifar10, files: "test_batch")
    )
  }

  /// CIFAR-100: 50 000 and 10 000 photographs, `[3, 32, 32]`, the hundred fine classes.
  ///
  /// - Throws: `DataError` where the files are missing, unreadable or damaged.
  public func cifar100() throws(DataError) -> (training: Dataset<Int>, test: Dataset<Int>) {
    try (
      cifarImages(.cifar100, .cifar100, files: "train"),
      cifarImages(.cifar100, .cifar100, files: "test")
    )
  }

  private func idxImages(
    _ dataset: KnownDataset
  ) throws(DataError) -> (training: Dataset<Int>, test: Dataset<Int>) {
    try (idxImages(dataset, part: "train"), idxImages(dataset, part: "t10k"))
  }

  private func idxImages(
    _ dataset: KnownDataset, part: String
  ) throws(DataError) -> Dataset<Int> {
    let imagesPath = try path(of: "\(part)-images-idx3-ubyte", in: dataset)
    let labelsPath = try path(of: "\(part)-labels-idx1-ubyte", in: dataset)
    return try loading(dataset) { () throws(DataError) in
      try Dataset(
        images: IDXArray(contentsOf: imagesPath), labels: IDXArray(contentsOf: labelsPath),
        classNames: dataset.classNames, files: (imagesPath, labelsPath))
    }
  }

  private func cifarImages(
    _ dataset: KnownDataset, _ kind: CIFARBatch.Kind, files: String
  ) throws(DataError) -> Dataset<Int> {
    let paths = try paths(beginning: files, in: dataset)
    return try loading(dataset) { () throws(DataError) in
      var all = try CIFARBatch(contentsOf: paths[0], kind: kind)
      for path in paths.dropFirst() { all.append(try CIFARBatch(contentsOf: path, kind: kind)) }
      return Dataset(
        pixels: all.pixels, shape: Shape(CIFARBatch.imageSizes), targets: all.labels,
        classNames: dataset.classNames)
    }
  }
}

extension Dataset where Target == Int {
  /// Images `[examples, height, width]` and their labels, as a pair of IDX files holds them.
  ///
  /// - Parameters:
  ///   - classNames: a name for each class.
  ///   - files: how an error names the two.
  /// - Throws: `DataError` where the arrays do not have these shapes or a label has no name.
  package init(
    images: IDXArray, labels: IDXArray, classNames: [String],
    files: (images: String, labels: String)
  ) throws(DataError) {
    guard images.sizes.count == 3, images.sizes[1] > 0, images.sizes[2] > 0 else {
      throw .malformed(
        files.images, "header", found: "the sizes \(images.sizes)",
        expected: "images, height and width")
    }
    guard labels.sizes == [images.sizes[0]] else {
      throw .malformed(
        files.labels, "header", found: "the sizes \(labels.sizes)",
        expected: "\([images.sizes[0]]), one label for each image")
    }
    if let record = labels.elements.firstIndex(where: { $0 >= classNames.count }) {
      throw .malformed(
        files.labels, "record \(record + 1)", found: "the label \(labels.elements[record])",
        expected: "one from 0 to \(classNames.count - 1)")
    }
    self.init(
      pixels: images.elements, shape: [1, images.sizes[1], images.sizes[2]],
      targets: labels.elements.map(Int.init), classNames: classNames)
  }
}

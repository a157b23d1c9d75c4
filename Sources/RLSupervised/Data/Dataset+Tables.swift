import RLNet

extension Dataset where Target == Int {
  /// The rows of a table with labels. A table without them stops the program.
  public init(labels table: CSVTable) {
    self.init(
      inputs: table.features, shape: [table.featureCount], targets: table.labels,
      classNames: table.classNames)
  }
}

extension Dataset where Target == Float {
  /// The rows of a table with values to predict. A table without them stops the program.
  public init(values table: CSVTable) {
    self.init(inputs: table.features, shape: [table.featureCount], targets: table.values)
  }
}

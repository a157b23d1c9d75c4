extension DataStore {
  /// Breast cancer (Wisconsin, diagnostic): 569 examples of 30 features, malignant or benign.
  ///
  /// - Throws: `DataError` where the file is missing, unreadable or damaged.
  public func breastCancer() throws(DataError) -> Dataset<Int> {
    try table(.breastCancer, file: "breast_cancer.csv")
  }

  /// Wine: 178 examples of 13 features, three classes.
  ///
  /// - Throws: `DataError` where the file is missing, unreadable or damaged.
  public func wine() throws(DataError) -> Dataset<Int> {
    try table(.wine, file: "wine_data.csv")
  }

  /// Diabetes: 442 examples of 10 features, not scaled, and a measure of the disease's progression.
  ///
  /// - Throws: `DataError` where the files are missing, unreadable or damaged.
  public func diabetes() throws(DataError) -> Dataset<Float> {
    let featuresPath = try path(of: "diabetes_data_raw.csv", in: .diabetes)
    let valuesPath = try path(of: "diabetes_target.csv", in: .diabetes)
    return try loading(.diabetes) { () throws(DataError) in
      let features = try CSVTable(contentsOf: featuresPath, format: .blanks)
      let values = try CSVTable(contentsOf: valuesPath, format: .blanks)
      guard values.featureCount == 1, values.rowCount == features.rowCount else {
        throw .malformed(
          valuesPath, "data", found: "\(values.rowCount) rows of \(values.featureCount) numbers",
          expected: "\(features.rowCount) of one number, as there are features")
      }
      return Dataset(
        inputs: features.features, shape: [features.featureCount], targets: values.features)
    }
  }

  private func table(_ dataset: KnownDataset, file: String) throws(DataError) -> Dataset<Int> {
    let path = try path(of: file, in: dataset)
    return try loading(dataset) { () throws(DataError) in
      Dataset(labels: try CSVTable(contentsOf: path, format: .counted))
    }
  }
}

extension CSVFormat {
  /// scikit-learn's: a first line of counts, and the class last.
  static let counted = CSVFormat(header: .counts)
  /// Numbers with blanks between them.
  static let blanks = CSVFormat(separator: .blanks, header: .none, target: .none)
}

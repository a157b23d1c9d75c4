import Foundation
import RLNet
import RLState
import RLSupervised
import TestSupport
import Testing

/// The datasets that are part of the product, and those of a folder of data, against scikit-learn.
struct BuiltInDataTests {
  struct Table: Decodable {
    let shape: [Int]
    let columnSums: [Double]
    let targetSum: Double
    let first, last, means, deviations: [Double]
  }

  private func expect<Target>(
    _ data: Dataset<Target>, is name: String, targetSum: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try #require(try Fixture.load("tables", as: [String: Table].self)[name])
    let (count, size) = (expected.shape[0], expected.shape[1])
    #expect(data.count == count && data.inputShape.count == size, sourceLocation: sourceLocation)
    let inputs = data.batch.inputs.elements
    #expect(inputs.prefix(size).map(\.self) == expected.first.map { Float($0) })
    #expect(inputs.suffix(size).map(\.self) == expected.last.map { Float($0) })
    for column in 0..<size {
      let sum = stride(from: column, to: inputs.count, by: size).reduce(0.0) {
        $0 + Double(inputs[$1])
      }
      #expect(
        abs(sum - expected.columnSums[column]) <= 1e-7 * abs(expected.columnSums[column]),
        "column \(column)", sourceLocation: sourceLocation)
    }
    #expect(targetSum == expected.targetSum, sourceLocation: sourceLocation)
    let normalization = Normalization(of: data, per: .feature)
    for column in 0..<size {
      let (mean, deviation) = (expected.means[column], expected.deviations[column])
      #expect(abs(Double(normalization.means[column]) - mean) <= 1e-6 * abs(mean))
      #expect(
        abs(Double(normalization.standardDeviations[column]) - deviation) <= 2e-6 * deviation,
        "column \(column)", sourceLocation: sourceLocation)
    }
  }

  private func sum(_ labels: [Int]) -> Double { Double(labels.reduce(0, +)) }

  @Test func irisIsScikitLearns() throws {
    let iris = Dataset.iris
    try expect(iris, is: "iris", targetSum: sum(iris.targets))
    #expect(iris.classNames == ["setosa", "versicolor", "virginica"])
  }

  @Test func digitsAreScikitLearns() throws {
    let digits = Dataset.digits
    try expect(digits, is: "digits", targetSum: sum(digits.targets))
    #expect(digits.inputShape == [1, 8, 8] && digits.classNames.count == 10)
  }

  @Test func embeddedFilesHaveTheirSums() {
    for data in EmbeddedData.all {
      #expect(SHA256.hexDigest(of: data.content) == data.sha256, "\(data.name)")
    }
  }

  // MARK: - Where RLNET_DATA names a folder of data

  private static let hasData = ProcessInfo.processInfo.environment["RLNET_DATA"]?.isEmpty == false
  private var store: DataStore {
    DataStore(folder: ProcessInfo.processInfo.environment["RLNET_DATA"])
  }

  @Test(.enabled(if: hasData)) func embeddedFilesAreThoseOfTheFolder() throws {
    let folder = try #require(store.folders.first)
    let iris = try Data(contentsOf: URL(filePath: "\(folder)/iris/iris_sklearn.csv"))
    #expect(EmbeddedData.iris.content == [UInt8](iris))
    let packed = try CSVTable(
      contentsOf: "\(folder)/digits8x8/digits.csv.gz", format: CSVFormat(header: .none))
    let digits = Dataset.digits
    #expect(packed.features == digits.batch.inputs.elements && packed.labels == digits.targets)
  }

  @Test(.enabled(if: hasData)) func tablesAreScikitLearns() throws {
    let breastCancer = try store.breastCancer()
    try expect(breastCancer, is: "breast-cancer", targetSum: sum(breastCancer.targets))
    #expect(breastCancer.classNames == KnownDataset.breastCancer.classNames)
    let wine = try store.wine()
    try expect(wine, is: "wine", targetSum: sum(wine.targets))
    #expect(wine.classNames == KnownDataset.wine.classNames)
    let diabetes = try store.diabetes()
    try expect(
      diabetes, is: "diabetes", targetSum: diabetes.targets.reduce(0) { $0 + Double($1) })
  }

  @Test(.enabled(if: hasData)) func imagesHaveTheirKnownStatistics() throws {
    let clock = ContinuousClock()
    var mnist: (training: Dataset<Int>, test: Dataset<Int>)?
    let loading = try clock.measure { mnist = try store.mnist() }
    var normalization: Normalization?
    let (training, test) = try #require(mnist)
    let counting = clock.measure { normalization = Normalization(of: training, per: .channel) }
    print("MNIST: loaded in \(loading), statistics in \(counting)")
    #expect(training.count == 60_000 && test.count == 10_000)
    #expect(training.inputShape == [1, 28, 28])
    #expect(training.targets.prefix(10) == [5, 0, 4, 1, 9, 2, 1, 3, 1, 4])
    #expect(normalization.map { ($0.means[0] * 1e4).rounded() } == 1307)
    #expect(normalization.map { ($0.standardDeviations[0] * 1e4).rounded() } == 3081)

    let clothes = try store.fashionMNIST()
    let statistics = Normalization(of: clothes.training, per: .all)
    #expect((statistics.means[0] * 1e4).rounded() == 2860)
    #expect((statistics.standardDeviations[0] * 1e4).rounded() == 3530)
    #expect(clothes.test.count == 10_000)

    let photographs = try store.cifar10()
    #expect(photographs.training.count > 0 && photographs.test.count > 0)
    #expect(photographs.training.inputShape == [3, 32, 32])
    // The first images of the official files: a frog, a truck, a truck; a cat, a ship, a ship.
    #expect(photographs.training.targets.prefix(3) == [6, 9, 9])
    #expect(photographs.test.targets.prefix(3) == [3, 8, 8])
  }
}

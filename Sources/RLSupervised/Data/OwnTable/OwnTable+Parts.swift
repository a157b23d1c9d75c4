import RLRandom
import RLState

extension OwnTable {
  /// The rows in a training part and a held-out part, as `Dataset.parts`, their numbers shifted and
  /// scaled by the statistics of the training part, and their words as they are.
  ///
  /// - Throws: `DataError` where nothing is left to train on.
  func parts<Target: Sendable & Hashable>(
    _ targets: [Target], classNames: [String] = [], heldOut share: Double, file: String,
    using generator: inout PCG64
  ) throws(DataError) -> (training: Dataset<Target>, heldOut: Dataset<Target>) {
    let heldOutCount = Int(clamped: (share * Double(rowCount)).rounded())
    guard heldOutCount < rowCount else {
      throw .malformed(
        file, "data", found: "\(rowCount) rows, of which \(heldOutCount) are to be held out",
        expected: "at least one to learn from", advice: "hold out fewer with --held-out")
    }
    let examples = Dataset(
      inputs: features, shape: [areNumbers.count], targets: targets, classNames: classNames)
    let parts = examples.parts(
      heldOut: share, normalizedPer: .feature, using: &generator)
    guard let all = parts.training.normalization, areNumbers.contains(false) else { return parts }
    let normalization = Normalization(
      means: zip(all.means, areNumbers).map { $1 ? $0 : 0 },
      standardDeviations: zip(all.standardDeviations, areNumbers).map { $1 ? $0 : 1 })
    return (
      parts.training.normalized(by: normalization), parts.heldOut.normalized(by: normalization)
    )
  }
}

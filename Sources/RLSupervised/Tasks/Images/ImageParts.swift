import RLNet
import RLState

/// Images to learn from, and others to be tested on.
struct ImageParts: Sendable {
  let training: Dataset<Int>
  let test: Dataset<Int>

  /// - Throws: `DataError` where images are not of this shape, or a part has none.
  init(
    _ parts: (training: Dataset<Int>, test: Dataset<Int>), of dataset: String, shape: Shape
  ) throws(DataError) {
    for part in [parts.training, parts.test] {
      guard part.inputShape == shape, part.count > 0 else {
        throw .malformed(
          dataset, "images", found: "\(part.count) of the shape \(part.inputShape)",
          expected: "1 or more of the shape \(shape)", advice: "check the folder of its files")
      }
    }
    (training, test) = parts
  }

  /// MNIST's.
  ///
  /// - Throws: `DataError` where they are missing, unreadable or damaged.
  static func mnist(_ store: DataStore) throws(DataError) -> ImageParts {
    try ImageParts(store.mnist(), of: MNIST.name, shape: [1, 28, 28])
  }

  /// SHA-256 of both parts, in hexadecimal digits.
  var digest: String { RLSupervised.digest(of: [training.digest, test.digest]) }
}

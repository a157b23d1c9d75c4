import RLNet
import RLRandom
import RLSupervised
import TestSupport
import Testing

/// Calls `body` with a store whose MNIST is 192 training and 64 test images: the built-in digits,
/// each pixel three by three pixels.
func withSmallMNIST<Result>(_ body: (DataStore) throws -> Result) throws -> Result {
  try withTemporaryFolder { folder in
    for (part, range) in [("train", 0..<192), ("t10k", 192..<256)] {
      let digits = Dataset.digits.batch(range)
      let count = UInt8(range.count)
      try write(
        [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, 28, 0, 0, 0, 28] + enlarged(digits.inputs),
        to: "\(folder)/mnist/\(part)-images-idx3-ubyte")
      try write(
        [0, 0, 8, 1, 0, 0, 0, count] + digits.labels.map(UInt8.init),
        to: "\(folder)/mnist/\(part)-labels-idx1-ubyte")
    }
    return try body(DataStore(folder: folder))
  }
}

/// `[images, 1, 8, 8]` of pixels from 0 to 16 as images of 28 × 28 bytes, with a margin of two.
private func enlarged(_ images: Tensor) -> [UInt8] {
  let large = images.upsample2D(3).elements
  var bytes = [UInt8](repeating: 0, count: images.shape[0] * 28 * 28)
  for (place, pixel) in large.enumerated() {
    let (image, y, x) = (place / 576, place / 24 % 24 + 2, place % 24 + 2)
    bytes[(image * 28 + y) * 28 + x] = UInt8(pixel * 255 / 16)
  }
  return bytes
}

/// Expects that a short run ends with the same weights and losses on one thread and on two.
func expectSameBytes<Task: SupervisedTask>(
  _ task: Task.Type, _ change: (inout Task.Configuration) -> Void,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try withSmallMNIST { store in
    var configuration = Task.Configuration()
    change(&configuration)
    let runs = try [1, 2].map { threads in
      try withThreads(threads) {
        var training = try SupervisedTraining<Task>(configuration, data: store, seed: 1)
        while !training.isFinished { training.advance() }
        return training
      }
    }
    #expect(runs[0].updateHash == runs[1].updateHash, sourceLocation: sourceLocation)
    let tensors = runs.map { $0.task.namedTensors.map(\.tensor) }
    #expect(tensors[0] == tensors[1], sourceLocation: sourceLocation)
  }
}

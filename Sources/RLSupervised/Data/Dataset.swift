import RLNet

/// Examples to learn from: an input and what is to be predicted for each, an `Int` for a class or a
/// `Float` for a number.
///
/// ```swift
/// let (training, test) = try DataStore().mnist()
/// for batch in training.batches(of: 64, shuffledBy: &generator) {
///   // batch.inputs is [64, 1, 28, 28], batch.labels has 64 classes.
/// }
/// ```
///
/// A value: copies and parts share the inputs. Images stay bytes and become floats batch by batch,
/// so MNIST takes 47 MB.
public struct Dataset<Target: Sendable & Hashable>: Sendable {
  /// The shape of one input: `[features]`, or `[channels, height, width]` of an image.
  public let inputShape: Shape
  /// The names of the classes; empty where numbers are to be predicted.
  public let classNames: [String]
  /// How a batch's inputs are shifted and scaled; nil for features as they are and pixels from 0
  /// to 1.
  public private(set) var normalization: Normalization?

  let inputs: Inputs
  private let allTargets: [Target]
  /// Which of all examples these are; nil for all.
  private var selection: [Int]?
  /// What a pixel becomes: 256 numbers for each group of the normalization.
  private var pixelValues: [Float]

  enum Inputs: Sendable {
    /// Features.
    case floats([Float])
    /// Pixels, of which 255 stands for 1.
    case bytes([UInt8])
  }

  init(inputs: Inputs, shape: Shape, targets: [Target], classNames: [String] = []) {
    let count =
      switch inputs {
      case .floats(let floats): floats.count
      case .bytes(let bytes): bytes.count
      }
    guard count == targets.count * shape.count else {
      fatalError(
        "\(count) elements do not make \(targets.count) inputs of the shape \(shape), "
          + "one for each target")
    }
    self.inputs = inputs
    inputShape = shape
    allTargets = targets
    self.classNames = classNames
    pixelValues = (0..<256).map { Float($0) / 255 }
  }

  /// Inputs of features, `[examples, features]`, row-major, and their targets.
  ///
  /// A count of elements that the targets and the shape do not make stops the program.
  public init(
    inputs: [Float], shape: Shape, targets: [Target], classNames: [String] = []
  ) {
    self.init(inputs: .floats(inputs), shape: shape, targets: targets, classNames: classNames)
  }

  /// Images of pixels from 0 to 255, `[examples, channels, height, width]`, row-major, and their
  /// targets. A pixel of 255 becomes 1.
  ///
  /// A count of pixels that the targets and the shape do not make stops the program.
  public init(
    pixels: [UInt8], shape: Shape, targets: [Target], classNames: [String] = []
  ) {
    self.init(inputs: .bytes(pixels), shape: shape, targets: targets, classNames: classNames)
  }

  /// The number of examples.
  public var count: Int { selection?.count ?? allTargets.count }

  /// What is to be predicted for each example, in order.
  public var targets: [Target] { selection.map { $0.map { allTargets[$0] } } ?? allTargets }

  /// The same examples, their inputs shifted and scaled.
  ///
  /// Take the statistics from the training part alone, and use them for the others too. A
  /// normalization that does not fit the shape stops the program.
  public func normalized(by normalization: Normalization) -> Dataset {
    guard inputShape.count % normalization.means.count == 0 else {
      fatalError(
        "\(normalization.means.count) means do not divide an input of the shape \(inputShape)")
    }
    var copy = self
    copy.normalization = normalization
    if case .bytes = inputs {
      copy.pixelValues = normalization.means.indices.flatMap { group in
        (0..<256).map { normalization.normalized(Float($0) / 255, group: group) }
      }
    }
    return copy
  }

  /// The same examples, their inputs as they were before they were shifted and scaled.
  package var unnormalized: Dataset {
    var copy = self
    copy.normalization = nil
    copy.pixelValues = (0..<256).map { Float($0) / 255 }
    return copy
  }

  /// The examples at some positions, in their order; positions count from 0, may occur again, and
  /// stop the program where there is no such example.
  public subscript(positions: some Collection<Int>) -> Dataset {
    var copy = self
    copy.selection = positions.map(index)
    return copy
  }

  /// The examples at some positions as one batch; positions are as in the subscript.
  public func batch(_ positions: some Collection<Int>) -> Batch<Target> {
    let indices = positions.map(index)
    let inputs = Tensor(Shape([indices.count] + inputShape.dimensions)) { output in
      for (row, index) in indices.enumerated() {
        writeInput(index, to: output + row * inputShape.count)
      }
    }
    return Batch(inputs: inputs, targets: indices.map { allTargets[$0] })
  }

  /// All examples as one batch.
  public var batch: Batch<Target> { batch(0..<count) }

  /// Where an example is among all.
  func index(_ position: Int) -> Int {
    guard 0..<count ~= position else {
      fatalError("a dataset of \(count) examples has no example \(position)")
    }
    return selection?[position] ?? position
  }

  private func writeInput(_ index: Int, to output: UnsafeMutablePointer<Float>) {
    let count = inputShape.count
    let groupCount = normalization?.means.count ?? 1
    let groupSize = count / groupCount
    switch inputs {
    case .bytes(let bytes):
      bytes.withUnsafeBufferPointer { bytes in
        pixelValues.withUnsafeBufferPointer { values in
          for group in 0..<groupCount {
            let table = UnsafeBufferPointer(rebasing: values[256 * group..<256 * (group + 1)])
            for i in group * groupSize..<(group + 1) * groupSize {
              output[i] = table[Int(bytes[index * count + i])]
            }
          }
        }
      }
    case .floats(let floats):
      for i in 0..<count {
        let value = floats[index * count + i]
        output[i] = normalization?.normalized(value, group: i / groupSize) ?? value
      }
    }
  }
}

/// What makes inputs of mean 0 and standard deviation 1: (x − mean) ÷ standard deviation, in
/// Float32, as torchvision's `Normalize` and scikit-learn's `StandardScaler` do.
///
/// ```swift
/// let normalization = Normalization(of: training, per: .channel)
/// let (a, b) = (training.normalized(by: normalization), test.normalized(by: normalization))
/// ```
public struct Normalization: Sendable, Hashable {
  /// What shares a mean and a standard deviation.
  public enum Scope: Sendable, Hashable {
    /// Each element of an input has its own.
    case feature
    /// The elements of a channel, the first axis of an image; of features, as `all`.
    case channel
    /// All elements.
    case all
  }

  /// A mean for each group of consecutive elements of an input, all groups of the same size.
  public let means: [Float]
  /// The groups' standard deviations, none 0.
  public let standardDeviations: [Float]

  /// Known statistics, of pixels from 0 to 1: one for all elements, or one for each channel or
  /// feature. Different counts, none, or a standard deviation that is not positive stop the program.
  public init(means: [Float], standardDeviations: [Float]) {
    guard !means.isEmpty, means.count == standardDeviations.count,
      standardDeviations.allSatisfy({ $0 > 0 })
    else {
      fatalError(
        "a normalization has as many means as positive standard deviations, at least 1, "
          + "not \(means) and \(standardDeviations)")
    }
    self.means = means
    self.standardDeviations = standardDeviations
  }

  /// The statistics of a dataset, which should be the training part: means, and standard deviations
  /// with the number of elements as divisor. What is constant gets the deviation 1. A dataset
  /// without examples stops the program.
  ///
  /// The sums are exact for pixels, and of doubles in the examples' order otherwise.
  public init<Target>(of dataset: Dataset<Target>, per scope: Scope) {
    let size = dataset.inputShape.count
    let groupCount =
      switch scope {
      case .feature: size
      case .channel: dataset.inputShape.rank == 3 ? dataset.inputShape[0] : 1
      case .all: 1
      }
    guard dataset.count > 0, size > 0 else { fatalError("no examples have no statistics") }
    let moments =
      switch dataset.inputs {
      case .bytes(let bytes): dataset.moments(of: bytes, groupCount: groupCount)
      case .floats(let floats): dataset.moments(of: floats, groupCount: groupCount)
      }
    self.init(
      means: moments.map { Float($0.mean) },
      standardDeviations: moments.map { moment in
        let deviation = Float(moment.variance.squareRoot())
        return deviation > 0 ? deviation : 1
      })
  }

  func normalized(_ value: Float, group: Int) -> Float {
    (value - means[group]) / standardDeviations[group]
  }
}

extension Dataset {
  fileprivate typealias Moments = (mean: Double, variance: Double)

  /// Of pixels from 0 to 1.
  fileprivate func moments(of bytes: [UInt8], groupCount: Int) -> [Moments] {
    let size = inputShape.count
    let groupSize = size / groupCount
    var sums = [UInt64](repeating: 0, count: groupCount)
    var squares = sums
    bytes.withUnsafeBufferPointer { bytes in
      for position in 0..<count {
        let start = index(position) * size
        for group in 0..<groupCount {
          var sum: UInt64 = 0
          var square: UInt64 = 0
          for i in start + group * groupSize..<start + (group + 1) * groupSize {
            let pixel = UInt64(bytes[i])
            sum &+= pixel
            square &+= pixel &* pixel
          }
          sums[group] += sum
          squares[group] += square
        }
      }
    }
    let number = UInt128(count * groupSize)
    return zip(sums, squares).map { sum, square in
      // n Σx² − (Σx)² in whole numbers: nothing cancels.
      let spread = number * UInt128(square) - UInt128(sum) * UInt128(sum)
      let scale = 255 * Double(number)
      return (Double(sum) / scale, Double(spread) / (scale * scale))
    }
  }

  fileprivate func moments(of floats: [Float], groupCount: Int) -> [Moments] {
    let size = inputShape.count
    let groupSize = size / groupCount
    let number = Double(count * groupSize)
    func sums(_ term: (Double, Int) -> Double) -> [Double] {
      var sums = [Double](repeating: 0, count: groupCount)
      for position in 0..<count {
        let start = index(position) * size
        for i in 0..<size {
          let group = i / groupSize
          sums[group] += term(Double(floats[start + i]), group)
        }
      }
      return sums
    }
    let means = sums { value, _ in value }.map { $0 / number }
    let variances = sums { value, group in
      let distance = value - means[group]
      return distance * distance
    }.map { $0 / number }
    return Array(zip(means, variances))
  }
}

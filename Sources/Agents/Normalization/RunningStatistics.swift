import RLState

/// The means and variances of all rows seen so far, one of each for every column, by which
/// observations are brought to a common scale.
///
/// Batches are joined by the parallel formula (Chan, Golub & LeVeque 1983) in Double, as
/// Stable-Baselines3's `RunningMeanStd` does: the start, mean 0 and variance 1, counts as 10⁻⁴ rows,
/// and variances are divided by n. Numbers are normalised by what they themselves have changed:
/// `update` first, `normalize` then.
public struct RunningStatistics: Sendable, Hashable {
  /// Columns.
  public let width: Int
  /// ε under the root of the divisor.
  public let epsilon: Double
  /// Normalised numbers stay within ± this.
  public let bound: Double
  /// The mean of each column, `[width]`.
  public private(set) var mean: [Double]
  /// The variance of each column, `[width]`.
  public private(set) var variance: [Double]
  /// Rows so far, and 10⁻⁴.
  public private(set) var count = 1e-4

  /// Statistics of no rows. Less than one column, an ε that is negative or a bound that is not
  /// positive stops the program.
  ///
  /// - Parameters:
  ///   - width: columns, at least 1.
  ///   - epsilon: added to the variance under the root of the divisor.
  ///   - bound: normalised numbers are clipped to ± this.
  public init(width: Int, epsilon: Double = 1e-8, bound: Double = 10) {
    guard width >= 1, epsilon >= 0, bound > 0 else {
      fatalError(
        "statistics of \(width) columns with ε \(epsilon) and bound \(bound); they are at least 1, "
          + "0 or more, and positive")
    }
    self.width = width
    self.epsilon = epsilon
    self.bound = bound
    mean = Array(repeating: 0, count: width)
    variance = Array(repeating: 1, count: width)
  }

  /// Joins rows `[rows, width]`, row-major; none change nothing. A count that is not a multiple of
  /// the width stops the program.
  public mutating func update<Number: BinaryFloatingPoint>(_ numbers: Span<Number>) {
    requireWholeRows(numbers.count)
    guard numbers.count > 0 else { return }
    let new = Double(numbers.count / width)
    let total = count + new
    for column in 0..<width {
      let places = stride(from: column, to: numbers.count, by: width)
      var sum = 0.0
      for place in places { sum += Double(numbers[place]) }
      let center = sum / new
      var squares = 0.0
      for place in places {
        let distance = Double(numbers[place]) - center
        squares += distance * distance
      }
      let shift = center - mean[column]
      mean[column] += shift * new / total
      let both = variance[column] * count + squares + shift * shift * count * new / total
      variance[column] = both / total
    }
    count = total
  }

  /// (x − μ)/√(σ² + ε) within ± the bound, of rows `[rows, width]`. Counts that differ, or are not a
  /// multiple of the width, stop the program.
  public func normalize(_ numbers: Span<Float>, into normalized: inout MutableSpan<Float>) {
    requireWholeRows(numbers.count)
    guard normalized.count == numbers.count else {
      fatalError("\(numbers.count) numbers do not fill \(normalized.count) places")
    }
    for column in 0..<width {
      let (mean, divisor) = (mean[column], divisor(column))
      for place in stride(from: column, to: numbers.count, by: width) {
        normalized[place] = Float(clipped((Double(numbers[place]) - mean) / divisor))
      }
    }
  }

  /// The same as an array.
  public func normalized(_ numbers: [Float]) -> [Float] {
    var result = numbers
    var places = result.mutableSpan
    normalize(numbers.span, into: &places)
    return result
  }

  /// √(σ² + ε) of a column.
  func divisor(_ column: Int) -> Double { (variance[column] + epsilon).squareRoot() }

  /// Moved to within ± the bound; NaN stays, so that what has diverged shows it.
  func clipped(_ number: Double) -> Double {
    number > bound ? bound : number < -bound ? -bound : number
  }

  private func requireWholeRows(_ numbers: Int) {
    guard numbers % width == 0 else {
      fatalError("\(numbers) numbers are no rows of \(width) columns")
    }
  }
}

extension RunningStatistics: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("mean", &mean, count: width)
    visitor.visit("variance", &variance, count: width)
    visitor.visit("count", &count)
    guard visitor.isReading else { return }
    // Written so that NaN is refused too.
    if let least = variance.first(where: { !($0 >= 0) }) {
      visitor.refuse("variance", found: "\(least)", expected: "0 or more")
    }
    if !(count > 0) { visitor.refuse("count", found: "\(count)", expected: "more than 0") }
  }
}

import RLRandom

/// A function of one number, to be learned from noisy samples.
public enum Curve: String, Sendable, Hashable, CaseIterable {
  /// 2 x − 1.
  case line
  /// x².
  case parabola
  /// The absolute value.
  case absolute
  /// 1 from 0 on, else 0.
  case step
  /// The sine of x in radians, the same on every machine; |x| at most 10⁵.
  case sine

  /// The function's value.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .line: 2 * x - 1
    case .parabola: x * x
    case .absolute: abs(x)
    case .step: x < 0 ? 0 : 1
    case .sine: definedSineAndCosine(x).sine
    }
  }
}

extension Dataset where Target == Float {
  /// Noisy samples of a function: x uniform in a range, y = f(x) plus normal noise.
  ///
  /// First all x are drawn, then all noise, as NumPy's `uniform(low, high, count)` and
  /// `normal(0, noise, count)` do.
  ///
  /// - Parameters:
  ///   - count: the number of samples.
  ///   - range: where x lies.
  ///   - noise: the standard deviation of what is added to y; 0 draws nothing.
  ///   - generator: the stream of both.
  ///   - function: the function.
  public static func samples(
    _ count: Int, in range: ClosedRange<Double>, noise: Double = 0, using generator: inout PCG64,
    of function: (Double) -> Double
  ) -> Dataset {
    let inputs = (0..<count).map { _ in generator.uniform(range.lowerBound, range.upperBound) }
    return Dataset(
      inputs: inputs.map { Float($0) }, shape: [1],
      targets: inputs.map { x in
        let y = function(x)
        return Float(noise == 0 ? y : y + noise * generator.normal())
      })
  }

  /// Noisy samples of a curve, drawn in the same way.
  public static func samples(
    _ count: Int, in range: ClosedRange<Double>, noise: Double = 0, using generator: inout PCG64,
    of curve: Curve
  ) -> Dataset {
    samples(count, in: range, noise: noise, using: &generator) { curve($0) }
  }
}

import RLNet
import RLRandom
import RLSettings

extension Regression {
  /// What examples are of: a function of one number that is drawn uniformly, or measurements.
  public enum Source: String, CaseIterable, SettingConvertible {
    /// 2x − 1, x from −2 to 2.
    case line
    /// x², x from −2 to 2.
    case parabola
    /// |x|, x from −2 to 2.
    case absolute
    /// 0 or, from 0 on, 1; x from −2 to 2.
    case step
    /// sin x, x from −5 to 5.
    case sine
    /// 2x³ + 4x² + 3x + 1, x from 0 to 10.
    case polynomial
    /// x² + x − √x, x from 0 to 10.
    case root
    /// 1 with the probability 1 / (1 + e^(1 − 2x)), else 0; x from −4 to 4.
    case logistic
    /// The progression of diabetes within a year, from 25 to 346, by ten measurements of 442 patients
    /// (Efron, Hastie, Johnstone & Tibshirani 2004).
    case diabetes
  }
}

extension Regression.Source {
  /// Where x is drawn from; of measurements, nothing.
  package var range: ClosedRange<Double> {
    switch self {
    case .line, .parabola, .absolute, .step: -2...2
    case .sine: -5...5
    case .polynomial, .root: 0...10
    case .logistic: -4...4
    case .diabetes: 0...0
    }
  }

  /// The function that numbers are drawn around; of `logistic`, log(p/(1 − p)) of the probability p;
  /// not a number for measurements.
  package func function(_ x: Double) -> Double {
    switch self {
    case .line: Curve.line(x)
    case .parabola: Curve.parabola(x)
    case .absolute: Curve.absolute(x)
    case .step: Curve.step(x)
    case .sine: Curve.sine(x)
    case .polynomial: ((2 * x + 4) * x + 3) * x + 1
    case .root: x * x + x - x.squareRoot()
    case .logistic: 2 * x - 1
    case .diabetes: .nan
    }
  }
}

extension Regression.Configuration {
  /// All examples, in the order in which they are drawn or measured.
  func examples(
    _ store: DataStore, using generator: inout PCG64
  ) throws(DataError) -> Dataset<Float> {
    let examples: Dataset<Float> =
      switch data {
      case .diabetes: try store.diabetes()
      case .logistic: outcomes(data.range, &generator, logit: data.function)
      default: .samples(count, in: data.range, noise: noise, using: &generator, of: data.function)
      }
    return examples.withPowers(powers)
  }

  /// First all x, then for each a number from 0 to 1; below the probability it makes a 1.
  private func outcomes(
    _ range: ClosedRange<Double>, _ generator: inout PCG64, logit: (Double) -> Double
  ) -> Dataset<Float> {
    let inputs = (0..<count).map { _ in generator.uniform(range.lowerBound, range.upperBound) }
    // The tensor's, not the system's, which differs from machine to machine.
    let probabilities = Tensor(inputs.map { Float(logit($0)) }).sigmoid().elements
    return Dataset(
      inputs: inputs.map { Float($0) }, shape: [1],
      targets: probabilities.map { generator.uniform(0, 1) < Double($0) ? 1 : 0 })
  }
}

extension Dataset<Float> {
  /// The same examples with the powers of each feature x in its place: x, x², x³ and so on.
  func withPowers(_ count: Int) -> Dataset {
    let inputs = batch.inputs.elements.flatMap { x in
      sequence(first: x) { $0 * x }.prefix(count)
    }
    return Dataset(inputs: inputs, shape: [inputShape.count * count], targets: targets)
  }
}

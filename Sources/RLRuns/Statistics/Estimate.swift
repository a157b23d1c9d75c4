/// A statistic and its 95 % confidence interval.
package struct Estimate: Sendable, Hashable, Encodable {
  package let value: Double
  package let low: Double
  package let high: Double

  /// How often such intervals hold the true value, about, over many experiments.
  package static let confidence = 0.95

  package init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

extension ClosedRange<Double> {
  /// From the least to the greatest of the numbers that are finite, which those of a network need not be;
  /// nil where none is.
  package init?(ofFinite numbers: some Sequence<Double>) {
    let finite = numbers.filter(\.isFinite)
    guard let least = finite.min(), let greatest = finite.max() else { return nil }
    self = least...greatest
  }

  /// As far to both sides of 0; what is not finite counts as `least`.
  package init(around0 magnitude: Double, atLeast least: Double) {
    let reach = magnitude.isFinite ? Swift.max(magnitude, least) : least
    self = -reach...reach
  }
}

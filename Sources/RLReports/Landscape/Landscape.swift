import Agents
import RLFigures
import RLNet
import RLParallel
import RLRandom
import RLRuns

/// A loss, or a return, around trained weights, along two random directions (Li et al. 2018).
package struct Landscape: Sendable, Hashable, Codable {
  /// What is measured: `cost`, `cost with penalty`, `mean return`.
  package var measure: String
  /// How many examples or episodes it is the mean of.
  @RunCount package var examples: Int
  /// What these are: `training examples`.
  package var unit: String
  package var settings: Settings
  /// SHA-256 of the file of weights in the middle, in hexadecimal digits.
  package var weights: String
  /// `[size, size]`: row by row of the second direction, from −span on.
  package var values: [Double]

  /// How far and how finely it is looked at.
  package struct Settings: Sendable, Hashable, Codable {
    /// What the directions follow from.
    package var seed: UInt64 = 1
    /// Values along each direction; odd, so that the weights themselves are in the middle.
    package var size = 41
    /// How far to go along each direction, in lengths of the filters.
    package var span = 1.0

    package init(seed: UInt64 = 1, size: Int = 41, span: Double = 1) {
      (self.seed, self.size, self.span) = (seed, size, span)
    }

    package func place(_ index: Int) -> Double {
      -span + 2 * span * Double(index) / Double(size - 1)
    }
  }

  package init(
    measure: String, examples: Int, unit: String, settings: Settings, weights: String,
    values: [Double]
  ) {
    (self.measure, self.examples, self.unit) = (measure, examples, unit)
    (self.settings, self.weights, self.values) = (settings, weights, values)
  }

  /// The value at the weights themselves.
  package var center: Double { values[values.count / 2] }

  /// Whether more is better.
  var isOfReturns: Bool { measure == Self.returnMeasure }

  static let returnMeasure = "mean return"

  /// Version 0.3 drew minus the return.
  var ofReturnItself: Landscape {
    guard measure == "− \(Self.returnMeasure)" else { return self }
    var landscape = self
    landscape.measure = Self.returnMeasure
    landscape.values = values.map { -$0 }
    return landscape
  }
}

/// Evaluates a loss at all places of a landscape, several at once where threads are allowed. Neither
/// their number nor their order changes a value.
///
/// - Parameters:
///   - loss: what a model costs; it must not depend on anything that changes.
///   - isInterrupted: asked now and then whether to stop.
///   - watch: called now and then with how many places are done.
/// - Returns: row by row of the second direction; nil where it was interrupted.
package func landscapeValues<Model: Module>(
  around model: Model, _ settings: Landscape.Settings, isInterrupted: () -> Bool = { false },
  watch: (_ done: Int) -> Void = { _ in }, _ loss: (Model) -> Double
) -> [Double]? {
  var generator = PCG64(seed: settings.seed)
  let first = FilterDirection(model, using: &generator)
  let second = FilterDirection(model, using: &generator)
  let count = settings.size * settings.size
  var values: [Double] = []
  while values.count < count {
    let start = values.count
    values += Threads.map(min(16, count - start)) { offset in
      let (row, column) = (start + offset).quotientAndRemainder(dividingBy: settings.size)
      let place = model.moved(
        settings.place(column), along: first, settings.place(row), along: second)
      let value = loss(place)
      // Processors differ in the sign of a NaN.
      return value.isNaN ? .nan : value
    }
    watch(values.count)
    if isInterrupted() { return nil }
  }
  return values
}

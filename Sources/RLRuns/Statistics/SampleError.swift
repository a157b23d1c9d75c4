/// Numbers that have no statistics.
package struct SampleError: Error, Hashable, CustomStringConvertible {
  package enum Problem: Sendable, Hashable {
    case empty
    /// The number at `index`, from 0, is NaN or infinite.
    case notFinite(index: Int, value: Double)
  }

  /// What each number is: "return", "number of seconds".
  package let quantity: String
  package let problem: Problem

  package var description: String {
    switch problem {
    case .empty: "there is no \(quantity) to summarise; at least 1 is needed"
    case .notFinite(let index, let value):
      "\(quantity) \(index + 1) is \(value), which has no place in an average; "
        + "every one must be a finite number"
    }
  }

  /// Throws where `values` is empty or holds NaN or an infinity.
  static func check(_ values: [Double], quantity: String) throws(SampleError) {
    if values.isEmpty { throw SampleError(quantity: quantity, problem: .empty) }
    if let index = values.firstIndex(where: { !$0.isFinite }) {
      throw SampleError(
        quantity: quantity, problem: .notFinite(index: index, value: values[index]))
    }
  }
}

import CRLKernels

extension Module {
  /// The first element that is infinite or not a number, with the name of its tensor; nil where all
  /// are finite. Changes nothing.
  package mutating func firstNonFiniteElement() -> (name: String, value: Float)? {
    // One pass without names: a sum of squares is finite only if all elements are.
    var squares: Float = 0
    visit { tensor, _ in
      squares += tensor.withUnsafeElements { elements in
        elements.baseAddress.map { kernels.pointee.sum_of_squares(elements.count, $0) } ?? 0
      }
    }
    if squares.isFinite { return nil }
    var found: (name: String, value: Float)?
    visitNamed { name, tensor, _ in
      if found == nil, let value = tensor.elements.first(where: { !$0.isFinite }) {
        found = (name, value)
      }
    }
    return found
  }
}

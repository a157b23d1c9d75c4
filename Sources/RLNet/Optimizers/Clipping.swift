import CRLKernels

extension Module {
  /// The Euclidean norm of all parameters together, or of a gradient.
  public var norm: Float {
    var copy = self
    return copy.normInPlace()
  }

  /// Scales a gradient down so that its norm is at most `bound` (Pascanu et al. 2013), by
  /// bound / (norm + 10⁻⁶) as PyTorch's `clip_grad_norm_`. Returns the norm before.
  ///
  /// A bound that is not positive stops the program. A norm beyond Float's range is ∞, and the
  /// gradient becomes zero.
  @discardableResult
  public mutating func clipNorm(to bound: Float) -> Float {
    guard bound > 0 else { fatalError("a norm is clipped to a positive bound, not \(bound)") }
    let norm = normInPlace()
    var scale = bound / (norm + 1e-6)
    guard scale < 1 else { return norm }
    visit { tensor, role in
      guard role == .parameter else { return }
      tensor.withUnsafeMutableElements { elements in
        guard let start = elements.baseAddress else { return }
        kernels.pointee.multiply(elements.count, start, 1, &scale, 0, start)
      }
    }
    return norm
  }

  /// The norm, without the copy of the module that a visit from a getter needs. Changes nothing.
  private mutating func normInPlace() -> Float {
    var squares: Float = 0
    visit { tensor, role in
      guard role == .parameter else { return }
      squares += tensor.withUnsafeElements { elements in
        elements.baseAddress.map { kernels.pointee.sum_of_squares(elements.count, $0) } ?? 0
      }
    }
    return squares.squareRoot()
  }
}

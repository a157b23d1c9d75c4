import CRLKernels

extension Tensor {
  /// The sum of all elements, shape `[]`.
  public func sum() -> Tensor {
    summed().recorded(self) { [shape] upstream, pass in
      pass.send(Tensor(repeating: upstream.item, shape: shape), to: 0)
    }
  }

  /// The sum along an axis, which disappears, or stays with size 1. An axis that is not there stops
  /// the program, here and in all functions along an axis.
  public func sum(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    let kept = shape.reducing(axis: axis, keepingDimensions: true)
    let result = summed(along: axis)
      .recorded(self) { [shape] upstream, pass in
        pass.send(upstream.reshaped(to: kept).expanded(to: shape), to: 0)
      }
    return keepingDimensions
      ? result : result.reshaped(to: shape.reducing(axis: axis, keepingDimensions: false))
  }

  /// The mean of all elements, shape `[]`; NaN of no elements.
  public func mean() -> Tensor { sum() / Float(count) }

  /// The mean along an axis, which disappears, or stays with size 1.
  public func mean(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    sum(axis: axis, keepingDimensions: keepingDimensions) / Float(shape[axis])
  }

  /// The mean squared distance from the mean along an axis (divided by n, not n − 1).
  public func variance(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    (self - mean(axis: axis, keepingDimensions: true)).squared()
      .mean(axis: axis, keepingDimensions: keepingDimensions)
  }

  /// The largest element, shape `[]`, or a NaN, if there is one; the gradient goes to the first of
  /// equals. A tensor without elements stops the program.
  public func max() -> Tensor { reshaped(to: .vector(count)).max(axis: 0) }

  /// The smallest element, shape `[]`, or a NaN, if there is one; the gradient goes to the first of
  /// equals. A tensor without elements stops the program.
  public func min() -> Tensor { reshaped(to: .vector(count)).min(axis: 0) }

  /// The largest element along an axis, which disappears, or stays with size 1; a NaN, if there is
  /// one. The gradient goes to the first of equals. An axis of size 0 stops the program.
  public func max(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extreme(axis, keepingDimensions) { $0 > $1 }
  }

  /// The smallest element along an axis, which disappears, or stays with size 1; a NaN, if there is
  /// one. The gradient goes to the first of equals. An axis of size 0 stops the program.
  public func min(axis: Int, keepingDimensions: Bool = false) -> Tensor {
    extreme(axis, keepingDimensions) { $0 < $1 }
  }

  /// The index of the largest element along an axis, the first of equals, or of the first NaN: one
  /// for each place of the other axes, row-major. An axis of size 0 stops the program.
  public func argmax(axis: Int = -1) -> [Int] { extremeIndices(axis) { $0 > $1 } }

  /// The sum of all elements; not recorded.
  func summed() -> Tensor {
    Tensor(.scalar) { $0[0] = kernels.pointee.sum(count, storage.elements) }
  }

  /// The sum along an axis, which keeps size 1; not recorded.
  func summed(along axis: Int) -> Tensor {
    let (outer, n, inner) = shape.split(atAxis: axis)
    return Tensor(shape.reducing(axis: axis, keepingDimensions: true)) { out in
      if inner == 1 {
        for row in 0..<outer { out[row] = kernels.pointee.sum(n, storage.elements + row * n) }
      } else {
        kernels.pointee.sum_strided(outer, n, inner, storage.elements, out)
      }
    }
  }

  @inline(__always)
  private func extreme(
    _ axis: Int, _ keepingDimensions: Bool, _ isBetter: (Float, Float) -> Bool
  ) -> Tensor {
    let (_, n, inner) = shape.split(atAxis: axis)
    var places = extremeIndices(axis, isBetter)
    for result in places.indices {
      places[result] = (result / inner * n + places[result]) * inner + result % inner
    }
    return picked(
      places, shape: shape.reducing(axis: axis, keepingDimensions: keepingDimensions))
  }

  /// The index of the best element along an axis, the first of equals; of a NaN, if there is one.
  @inline(__always)
  private func extremeIndices(_ axis: Int, _ isBetter: (Float, Float) -> Bool) -> [Int] {
    let (outer, n, inner) = shape.split(atAxis: axis)
    guard n > 0 else {
      fatalError("axis \(axis) of shape \(shape) has no elements to choose from")
    }
    return Array(unsafeUninitializedCapacity: outer * inner) { indices, count in
      withUnsafeElements { elements in
        for o in 0..<outer {
          for i in 0..<inner {
            var best = 0
            var value = elements[o * n * inner + i]
            for j in 1..<n where !value.isNaN {
              let other = elements[(o * n + j) * inner + i]
              if isBetter(other, value) || other.isNaN { (best, value) = (j, other) }
            }
            indices[o * inner + i] = best
          }
        }
      }
      count = outer * inner
    }
  }
}

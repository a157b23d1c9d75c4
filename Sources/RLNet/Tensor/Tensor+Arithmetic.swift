import CRLKernels

/// An element-wise function of two operands in `CRLKernels`.
typealias BinaryKernel =
  @convention(c) (
    Int, UnsafePointer<Float>, Int, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>
  ) -> Void

extension Tensor {
  /// The sum of two tensors, broadcast as NumPy does. Shapes that do not fit stop the program.
  public static func + (left: Tensor, right: Tensor) -> Tensor {
    left.combined(right, kernels.pointee.add).recorded(left, right) {
      [a = left.shape, b = right.shape] upstream, pass in
      pass.send(upstream.summed(to: a), to: 0)
      pass.send(upstream.summed(to: b), to: 1)
    }
  }

  /// The difference of two tensors, broadcast as NumPy does. Shapes that do not fit stop the
  /// program.
  public static func - (left: Tensor, right: Tensor) -> Tensor {
    left.combined(right, kernels.pointee.subtract).recorded(left, right) {
      [a = left.shape, b = right.shape] upstream, pass in
      pass.send(upstream.summed(to: a), to: 0)
      pass.send((-upstream).summed(to: b), to: 1)
    }
  }

  /// The element-wise product of two tensors, broadcast as NumPy does. Shapes that do not fit stop
  /// the program.
  public static func * (left: Tensor, right: Tensor) -> Tensor {
    left.combined(right, kernels.pointee.multiply).recorded(left, right) {
      [a = left.detached(), b = right.detached()] upstream, pass in
      pass.send((upstream * b).summed(to: a.shape), to: 0)
      pass.send((upstream * a).summed(to: b.shape), to: 1)
    }
  }

  /// The element-wise quotient of two tensors, broadcast as NumPy does. Shapes that do not fit stop
  /// the program.
  public static func / (left: Tensor, right: Tensor) -> Tensor {
    let quotient = left.combined(right, kernels.pointee.divide)
    return quotient.recorded(left, right) {
      [a = left.shape, b = right.detached()] upstream, pass in
      let byLeft = upstream / b
      pass.send(byLeft.summed(to: a), to: 0)
      pass.send((-(byLeft * quotient)).summed(to: b.shape), to: 1)
    }
  }

  /// Adds the right tensor to the left one, broadcast as NumPy does; the left one may take a larger
  /// shape.
  public static func += (left: inout Tensor, right: Tensor) { left = left + right }
  /// Subtracts the right tensor from the left one, broadcast as NumPy does; the left one may take a
  /// larger shape.
  public static func -= (left: inout Tensor, right: Tensor) { left = left - right }
  /// Multiplies the left tensor by the right one, broadcast as NumPy does; the left one may take a
  /// larger shape.
  public static func *= (left: inout Tensor, right: Tensor) { left = left * right }
  /// Divides the left tensor by the right one, broadcast as NumPy does; the left one may take a
  /// larger shape.
  public static func /= (left: inout Tensor, right: Tensor) { left = left / right }

  /// The larger of the two elements in each place; the gradient goes to the larger one, and to the
  /// second where they are equal. Broadcast as NumPy does; shapes that do not fit stop the
  /// program.
  public func maximum(_ other: Tensor) -> Tensor {
    combined(other, kernels.pointee.maximum).recorded(self, other) {
      [a = detached(), b = other.detached()] upstream, pass in
      pass.sendSelected(upstream, where: .init(a, .greater, b), a, b)
    }
  }

  /// The smaller of the two elements in each place; the gradient goes to the smaller one, and to
  /// the second where they are equal. Broadcast as NumPy does; shapes that do not fit stop the
  /// program.
  public func minimum(_ other: Tensor) -> Tensor {
    combined(other, kernels.pointee.minimum).recorded(self, other) {
      [a = detached(), b = other.detached()] upstream, pass in
      pass.sendSelected(upstream, where: .init(a, .less, b), a, b)
    }
  }

  /// Adds in place, where the shapes are equal.
  mutating func add(_ other: Tensor) {
    withUnsafeMutableElements { sum in
      other.withUnsafeElements { term in
        guard let target = sum.baseAddress, let source = term.baseAddress else { return }
        kernels.pointee.add(sum.count, target, 1, source, 1, target)
      }
    }
  }

  /// Moves a part of the way to another tensor of the same shape, in place.
  mutating func interpolate(toward other: Tensor, by fraction: Float) {
    guard shape == other.shape else {
      fatalError("a tensor of shape \(shape) cannot move toward one of shape \(other.shape)")
    }
    guard fraction >= 0, fraction <= 1 else {
      fatalError("a tensor moves a fraction of the way from 0 to 1, not \(fraction)")
    }
    if fraction == 1 {
      self = other.detached()  // the formula would round on the way
      return
    }
    withUnsafeMutableElements { elements in
      other.withUnsafeElements { target in
        guard let to = elements.baseAddress, let from = target.baseAddress else { return }
        kernels.pointee.interpolate(elements.count, to, from, fraction, to)
      }
    }
  }

  /// The result of an element-wise kernel on two broadcast operands; not recorded.
  @inline(__always)
  func combined(_ other: Tensor, _ kernel: BinaryKernel) -> Tensor {
    if shape == other.shape {
      return withExtendedLifetime((self, other)) {
        Tensor(shape) { kernel(count, storage.elements, 1, other.storage.elements, 1, $0) }
      }
    }
    return combinedBroadcasting(other, kernel)
  }

  @inline(never)
  private func combinedBroadcasting(_ other: Tensor, _ kernel: BinaryKernel) -> Tensor {
    if other.count == 1 && other.shape.rank <= shape.rank {
      return Tensor(shape) { kernel(count, storage.elements, 1, other.storage.elements, 0, $0) }
    }
    if count == 1 && shape.rank <= other.shape.rank {
      return Tensor(other.shape) {
        kernel(other.count, storage.elements, 0, other.storage.elements, 1, $0)
      }
    }
    let result = Shape.broadcasting(shape, other.shape)
    if result == shape && result.ends(with: other.shape) {
      return Tensor(result) { out in
        for start in stride(from: 0, to: result.count, by: Swift.max(other.count, 1)) {
          kernel(
            other.count, storage.elements + start, 1, other.storage.elements, 1, out + start)
        }
      }
    }
    return expanded(to: result).combined(other.expanded(to: result), kernel)
  }
}

extension Tensor {
  // With a number on one side; shorter than writing `Tensor(2) * x`.
  /// The sum of each element and a number.
  public static func + (left: Tensor, right: Float) -> Tensor { left + Tensor(right) }
  /// The sum of a number and each element.
  public static func + (left: Float, right: Tensor) -> Tensor { Tensor(left) + right }
  /// The difference of each element and a number.
  public static func - (left: Tensor, right: Float) -> Tensor { left - Tensor(right) }
  /// The difference of a number and each element.
  public static func - (left: Float, right: Tensor) -> Tensor { Tensor(left) - right }
  /// The product of each element and a number.
  public static func * (left: Tensor, right: Float) -> Tensor { left * Tensor(right) }
  /// The product of a number and each element.
  public static func * (left: Float, right: Tensor) -> Tensor { Tensor(left) * right }
  /// The quotient of each element and a number.
  public static func / (left: Tensor, right: Float) -> Tensor { left / Tensor(right) }
  /// The quotient of a number and each element.
  public static func / (left: Float, right: Tensor) -> Tensor { Tensor(left) / right }
}

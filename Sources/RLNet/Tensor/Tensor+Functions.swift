import CRLKernels

extension Tensor {
  typealias UnaryKernel =
    @convention(c) (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  typealias BackwardKernel =
    @convention(c) (
      Int, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void

  /// The result of an element-wise kernel; not recorded.
  @inline(__always)
  func mapped(_ kernel: UnaryKernel) -> Tensor {
    withExtendedLifetime(self) { Tensor(shape) { kernel(count, storage.elements, $0) } }
  }

  /// The result of an element-wise kernel, made in place where nobody else has these elements; not
  /// recorded.
  @inline(__always)
  consuming func mappedInPlace(_ kernel: UnaryKernel) -> Tensor {
    guard storage.isUnique() else { return mapped(kernel) }
    kernel(count, storage.elements, storage.elements)
    node = nil
    return self
  }

  /// A kernel of this tensor (a saved result or argument) and the upstream gradient, made in the
  /// gradient's place where nobody else has it.
  @inline(__always)
  func mapped(_ kernel: BackwardKernel, _ upstream: inout Tensor) -> Tensor {
    let isFree = upstream.storage.isUnique()
    let result = isFree ? upstream : Tensor(shape: shape, storage: Storage(count: count))
    withExtendedLifetime(self) {
      kernel(count, storage.elements, upstream.storage.elements, result.storage.elements)
    }
    return result
  }

  /// −x.
  public static prefix func - (tensor: Tensor) -> Tensor {
    tensor.mapped(kernels.pointee.negate).recorded(tensor) { upstream, pass in
      pass.send(-upstream, to: 0)
    }
  }

  /// |x|; the gradient at 0 is 0.
  public func abs() -> Tensor {
    mapped(kernels.pointee.absolute).recorded(self) { [x = detached()] upstream, pass in
      pass.send(x.mapped(kernels.pointee.absolute_backward_of_argument, &upstream), to: 0)
    }
  }

  /// √x.
  public consuming func squareRoot() -> Tensor {
    let node = node
    let y = mappedInPlace(kernels.pointee.square_root)
    return y.recorded(node) { upstream, pass in
      pass.send(y.mapped(kernels.pointee.square_root_backward, &upstream), to: 0)
    }
  }

  /// x².
  public func squared() -> Tensor {
    mapped(kernels.pointee.square).recorded(self) { [x = detached()] upstream, pass in
      pass.send(upstream * x * 2, to: 0)
    }
  }

  /// 1 / x.
  public func reciprocal() -> Tensor {
    let y = mapped(kernels.pointee.reciprocal)
    return y.recorded(self) { upstream, pass in
      pass.send(-(upstream * y.squared()), to: 0)
    }
  }

  /// xᵖ by repeated multiplication; a negative exponent is a power of 1 / x.
  public func power(_ exponent: Int) -> Tensor {
    if exponent < 0 { return reciprocal().power(-exponent) }
    var result = Tensor.ones(shape)
    var base = detached()
    var left = exponent
    while left > 0 {
      if left & 1 == 1 { result = result * base }
      left >>= 1
      if left > 0 { base = base * base }
    }
    return result.recorded(self) { [x = detached()] upstream, pass in
      let slope = exponent == 0 ? Tensor.zeros(x.shape) : x.power(exponent - 1) * Float(exponent)
      pass.send(upstream * slope, to: 0)
    }
  }

  /// xᵖ = exp(p·log x) for x ≥ 0, NaN below; where p is whole, as `power(_: Int)` for any x.
  public func power(_ exponent: Float) -> Tensor {
    if let whole = Int(exactly: exponent) { return power(whole) }
    let y = (detached().log() * exponent).exp()
    return y.recorded(self) { [x = detached()] upstream, pass in
      pass.send(upstream * (x.power(exponent - 1) * exponent), to: 0)
    }
  }

  /// eˣ.
  public consuming func exp() -> Tensor {
    let node = node
    let y = mappedInPlace(kernels.pointee.exponential)
    return y.recorded(node) { upstream, pass in pass.send(upstream * y, to: 0) }
  }

  /// The natural logarithm; −∞ at 0, NaN below.
  public func log() -> Tensor {
    mapped(kernels.pointee.logarithm).recorded(self) { [x = detached()] upstream, pass in
      pass.send(upstream / x, to: 0)
    }
  }

  /// The hyperbolic tangent.
  public consuming func tanh() -> Tensor {
    let node = node
    let y = mappedInPlace(kernels.pointee.hyperbolic_tangent)
    return y.recorded(node) { upstream, pass in
      pass.send(y.mapped(kernels.pointee.hyperbolic_tangent_backward, &upstream), to: 0)
    }
  }

  /// The logistic function 1 / (1 + e⁻ˣ).
  public consuming func sigmoid() -> Tensor {
    let node = node
    let y = mappedInPlace(kernels.pointee.sigmoid)
    return y.recorded(node) { upstream, pass in
      pass.send(y.mapped(kernels.pointee.sigmoid_backward, &upstream), to: 0)
    }
  }

  /// log(1 + eˣ).
  public func softplus() -> Tensor {
    mapped(kernels.pointee.softplus).recorded(self) { [x = detached()] upstream, pass in
      pass.send(x.mapped(kernels.pointee.softplus_backward_of_argument, &upstream), to: 0)
    }
  }

  /// max(x, 0); the gradient at 0 is 0.
  public consuming func relu() -> Tensor {
    let node = node
    let y = mappedInPlace(kernels.pointee.relu)
    return y.recorded(node) { upstream, pass in
      pass.send(y.mapped(kernels.pointee.relu_backward, &upstream), to: 0)
    }
  }

  /// x where x > 0, `slope`·x elsewhere.
  public func leakyReLU(slope: Float = 0.01) -> Tensor {
    let y = Tensor(shape) { kernels.pointee.leaky_relu(count, storage.elements, slope, $0) }
    return y.recorded(self) { [x = detached()] upstream, pass in
      pass.send(
        Tensor(x.shape) {
          kernels.pointee.leaky_relu_backward_of_argument(
            x.count, x.storage.elements, slope, upstream.storage.elements, $0)
        }, to: 0)
    }
  }

  /// Each element moved into `lower...upper`; the gradient is 0 where it was outside. Bounds
  /// out of order stop the program.
  public func clamped(_ lower: Float, _ upper: Float) -> Tensor {
    guard lower <= upper else { fatalError("clamp's bounds \(lower) and \(upper) are in order") }
    let y = Tensor(shape) { kernels.pointee.clamp(count, storage.elements, lower, upper, $0) }
    return y.recorded(self) { [x = detached()] upstream, pass in
      pass.send(
        Tensor(x.shape) {
          kernels.pointee.clamp_backward_of_argument(
            x.count, x.storage.elements, lower, upper, upstream.storage.elements, $0)
        }, to: 0)
    }
  }
}

import CRLKernels

/// Which elements of a tensor are normalised together: as `[outer, groups, inner]`, those of each
/// index of the middle axis.
struct Grouping {
  let outer: Int
  let groups: Int
  let inner: Int

  /// The number of elements in a group.
  var size: Int { outer * inner }

  /// The channels of images `[batch, channels, ...]`, or the columns of a matrix.
  static func channels(of shape: Shape) -> Grouping {
    let (outer, groups, inner) = shape.split(atAxis: 1)
    return Grouping(outer: outer, groups: groups, inner: inner)
  }

  /// Rows of so many elements that lie side by side.
  static func rows(of shape: Shape, size: Int) -> Grouping {
    Grouping(outer: 1, groups: size == 0 ? 0 : shape.count / size, inner: size)
  }
}

/// The means and the variances (divided by n, not n − 1) of groups, each `[groups]`.
struct Moments {
  var mean: Tensor
  var variance: Tensor
}

extension Tensor {
  /// The mean and variance of each group, in two passes; not recorded.
  func moments(_ grouping: Grouping) -> Moments {
    let share = Tensor(1 / Float(grouping.size))
    let mean = summed(grouping).combined(share, kernels.pointee.multiply)
    let squares = Tensor(mean.shape) {
      kernels.pointee.squared_deviations(
        grouping.outer, grouping.groups, grouping.inner, storage.elements, mean.storage.elements,
        $0)
    }
    return Moments(mean: mean, variance: squares.combined(share, kernels.pointee.multiply))
  }

  /// (x − mean) / √(variance + ε) · weight + bias, each of weight and bias `[groups]`.
  ///
  /// Where the moments are the tensor's own, they depend on it, and the gradient follows that too
  /// (Ioffe & Szegedy 2015, section 3); otherwise they are constants.
  func normalized(
    _ grouping: Grouping, by moments: Moments, areOwn: Bool, epsilon: Float, weight: Tensor,
    bias: Tensor
  ) -> Tensor {
    let (outer, groups, inner) = (grouping.outer, grouping.groups, grouping.inner)
    let mean = moments.mean.detached()
    let inverse = moments.variance.inverseDeviations(epsilon)
    let scale = weight.combined(inverse, kernels.pointee.multiply)
    let y = withExtendedLifetime((mean, scale)) {
      Tensor(shape) {
        kernels.pointee.normalize(
          outer, groups, inner, storage.elements, mean.storage.elements, scale.storage.elements,
          bias.storage.elements, $0)
      }
    }
    return y.recorded([self, weight, bias]) { [x = detached()] upstream, pass in
      // Σ upstream and Σ upstream·(x − mean) of each group.
      var products = Tensor.zeros(mean.shape)
      let sums = Tensor(mean.shape) { sums in
        products = Tensor(mean.shape) { products in
          kernels.pointee.normalize_sums(
            outer, groups, inner, x.storage.elements, mean.storage.elements,
            upstream.storage.elements, sums, products)
        }
      }
      pass.send(
        x.normalizationGradient(
          grouping, mean, inverse, scale, upstream,
          through: areOwn ? (sums, products) : nil), to: 0)
      pass.send(products * inverse, to: 1)
      pass.send(sums, to: 2)
    }
  }

  /// The gradient by this input of `normalized`: scale·upstream where the moments are constants;
  /// with moments of its own, scale·(g − Σg/n − (x − mean)/(variance + ε)·Σ(g·(x − mean))/n).
  private func normalizationGradient(
    _ grouping: Grouping, _ mean: Tensor, _ inverse: Tensor, _ scale: Tensor, _ upstream: Tensor,
    through sums: (upstream: Tensor, products: Tensor)?
  ) -> Tensor {
    let share = 1 / Float(grouping.size)
    let zeros = Tensor.zeros(mean.shape)
    let offset = sums.map { $0.upstream * share } ?? zeros
    let slope = sums.map { $0.products * inverse * inverse * -share } ?? zeros
    return withExtendedLifetime((offset, slope)) {
      Tensor(shape) {
        kernels.pointee.normalize_backward(
          grouping.outer, grouping.groups, grouping.inner, storage.elements,
          mean.storage.elements, upstream.storage.elements, offset.storage.elements,
          slope.storage.elements, scale.storage.elements, $0)
      }
    }
  }

  /// The sum of each group, `[groups]`; not recorded.
  private func summed(_ grouping: Grouping) -> Tensor {
    let runs = Tensor(
      shape: [grouping.outer * grouping.groups, grouping.inner], storage: storage
    ).summed(along: 1)
    return Tensor(shape: [grouping.outer, grouping.groups], storage: runs.storage)
      .summed(along: 0).reshaped(to: .vector(grouping.groups))
  }

  /// 1 / √(x + ε); not recorded.
  private func inverseDeviations(_ epsilon: Float) -> Tensor {
    combined(Tensor(epsilon), kernels.pointee.add).mapped(kernels.pointee.square_root)
      .mapped(kernels.pointee.reciprocal)
  }
}

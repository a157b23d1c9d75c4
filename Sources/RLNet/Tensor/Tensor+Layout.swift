extension Tensor {
  /// The same elements, row-major, in another shape. A shape of more or fewer elements stops the
  /// program.
  public func reshaped(to shape: Shape) -> Tensor {
    guard shape.count == count else {
      fatalError("\(count) elements of shape \(self.shape) do not fill the shape \(shape)")
    }
    return Tensor(shape: shape, storage: storage).recorded(self) {
      [own = self.shape] upstream, pass in
      pass.send(upstream.reshaped(to: own), to: 0)
    }
  }

  /// A matrix with rows and columns exchanged, `[m, n]` to `[n, m]`. A tensor of another
  /// rank stops the program.
  public func transposed() -> Tensor {
    guard shape.rank == 2 else {
      fatalError("only a matrix is transposed without axes, not shape \(shape)")
    }
    return transposed(axes: [1, 0])
  }

  /// The axes in another order: axis `axes[i]` becomes axis `i`. Axes that are not a permutation
  /// stop the program.
  public func transposed(axes: [Int]) -> Tensor {
    let order = axes.map { shape.index(ofAxis: $0) }
    guard order.sorted() == Array(0..<shape.rank) else {
      fatalError("\(axes) does not name each axis of shape \(shape) once")
    }
    var step = 1
    var steps = Array(repeating: 0, count: shape.rank)
    for axis in (0..<shape.rank).reversed() {
      steps[axis] = step
      step *= shape[axis]
    }
    let result = strided(Shape(order.map { shape[$0] }), order.map { steps[$0] })
    return result.recorded(self) { upstream, pass in
      let inverse = order.indices.map { order.firstIndex(of: $0) ?? 0 }
      pass.send(upstream.transposed(axes: inverse), to: 0)
    }
  }

  /// Tensors joined along an axis, `[..., a, ...]` and `[..., b, ...]` to `[..., a + b, ...]`. No
  /// tensors, or other sizes that differ, stop the program.
  public static func concatenate(_ tensors: [Tensor], axis: Int = 0) -> Tensor {
    guard let first = tensors.first else { fatalError("nothing to concatenate") }
    let axis = first.shape.index(ofAxis: axis)
    let fitting = first.shape.reducing(axis: axis, keepingDimensions: false)
    for tensor in tensors
    where tensor.shape.rank != first.shape.rank
      || tensor.shape.reducing(axis: axis, keepingDimensions: false) != fitting
    {
      fatalError("shapes \(first.shape) and \(tensor.shape) do not join along axis \(axis)")
    }
    var sizes = first.shape.dimensions
    sizes[axis] = tensors.reduce(0) { $0 + $1.shape[axis] }
    let result = Shape(sizes)
    let (outer, _, inner) = first.shape.split(atAxis: axis)
    let whole = result[axis] * inner
    let widths = tensors.map { $0.shape[axis] * inner }
    let joined = Tensor(result) { out in
      var place = out
      for row in 0..<outer {
        for (tensor, width) in zip(tensors, widths) {
          place.initialize(from: tensor.storage.elements + row * width, count: width)
          place += width
        }
      }
    }
    return joined.recorded(tensors) { [shapes = tensors.map(\.shape)] upstream, pass in
      var start = 0
      for (position, shape) in shapes.enumerated() {
        let width = widths[position]
        pass.send(
          Tensor(shape) { out in
            for row in 0..<outer {
              (out + row * width)
                .initialize(from: upstream.storage.elements + row * whole + start, count: width)
            }
          }, to: position)
        start += width
      }
    }
  }
}

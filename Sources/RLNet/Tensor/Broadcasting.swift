extension Shape {
  /// The shape that both operands of an element-wise operation are repeated to: axes are matched
  /// from the last, and an axis of size 1 fits any other (NumPy's rule).
  static func broadcasting(_ left: Shape, _ right: Shape) -> Shape {
    let rank = Swift.max(left.rank, right.rank)
    let sizes = (0..<rank).map { axis -> Int in
      let a = axis + left.rank - rank >= 0 ? left[axis + left.rank - rank] : 1
      let b = axis + right.rank - rank >= 0 ? right[axis + right.rank - rank] : 1
      guard a == b || a == 1 || b == 1 else {
        fatalError("shapes \(left) and \(right) do not fit an element-wise operation")
      }
      return a == 1 ? b : a
    }
    return Shape(sizes)
  }

  /// Whether the last axes are those of `other`.
  func ends(with other: Shape) -> Bool {
    rank >= other.rank && (0..<other.rank).allSatisfy { self[$0 + rank - other.rank] == other[$0] }
  }
}

extension Tensor {
  /// The tensor repeated along new axes in front and along axes of size 1.
  ///
  /// A shape that the tensor cannot be repeated to stops the program.
  public func broadcast(to shape: Shape) -> Tensor {
    guard Shape.broadcasting(self.shape, shape) == shape else {
      fatalError("a tensor of shape \(self.shape) cannot be broadcast to \(shape)")
    }
    return expanded(to: shape).recorded(self) { [own = self.shape] upstream, pass in
      pass.send(upstream.summed(to: own), to: 0)
    }
  }

  /// `broadcast(to:)`, not recorded.
  func expanded(to result: Shape) -> Tensor {
    if shape == result { return detached() }
    let missing = result.rank - shape.rank
    // The distance of neighbours along each axis of the result; 0 where the tensor repeats.
    var steps = Array(repeating: 0, count: result.rank)
    var step = 1
    for axis in (0..<shape.rank).reversed() {
      if shape[axis] != 1 { steps[axis + missing] = step }
      step *= shape[axis]
    }
    return strided(result, steps)
  }

  /// A tensor of the given shape that reads this one's elements at the given distances.
  func strided(_ result: Shape, _ steps: [Int]) -> Tensor {
    let sizes = Array(repeating: 1, count: 4 - result.rank) + result.dimensions
    let steps = Array(repeating: 0, count: 4 - result.rank) + steps
    return Tensor(result) { out in
      withUnsafeElements { elements in
        var next = 0
        for i in 0..<sizes[0] {
          for j in 0..<sizes[1] {
            for k in 0..<sizes[2] {
              var place = i * steps[0] + j * steps[1] + k * steps[2]
              for _ in 0..<sizes[3] {
                out[next] = elements[place]
                next += 1
                place += steps[3]
              }
            }
          }
        }
      }
    }
  }

  /// The sum over all axes along which a tensor of `shape` was repeated; not recorded.
  func summed(to shape: Shape) -> Tensor {
    if self.shape == shape { return self }
    if shape.count == 1 { return summed().reshaped(to: shape) }
    var sum = self
    for axis in 0..<self.shape.rank {
      let own = axis - (self.shape.rank - shape.rank)
      if own < 0 || shape[own] == 1 { sum = sum.summed(along: axis) }
    }
    return sum.reshaped(to: shape)
  }
}

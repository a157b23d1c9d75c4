import CRLKernels

extension Tensor {
  /// One element of each row of a matrix: `[batch, n]` and `batch` column indices give `[batch]`,
  /// as the value of the action taken in each of a batch of states. A tensor that is no matrix,
  /// another number of columns than rows, or a column that is not there stops the program.
  public func gather(_ columns: [Int]) -> Tensor {
    guard shape.rank == 2, columns.count == shape[0] else {
      fatalError(
        "gather takes one column for each row of a matrix, not \(columns.count) of \(shape)")
    }
    let width = shape[1]
    return picked(
      columns.enumerated().map { row, column in
        guard column >= 0, column < width else {
          fatalError("a matrix of shape \(shape) has no column \(column)")
        }
        return row * width + column
      }, shape: .vector(columns.count))
  }

  /// The elements at places counted row-major; the gradient goes back to these places.
  func picked(_ places: [Int], shape result: Shape) -> Tensor {
    let picked = Tensor(result) { out in
      for (next, place) in places.enumerated() { out[next] = storage.elements[place] }
    }
    return picked.recorded(self) { [shape] upstream, pass in
      var gradient = Tensor.zeros(shape)
      gradient.withUnsafeMutableElements { elements in
        upstream.withUnsafeElements { given in
          for (next, place) in places.enumerated() { elements[place] += given[next] }
        }
      }
      pass.send(gradient, to: 0)
    }
  }

  /// A matrix of some of the rows, in the order of `rows`: `[n, features]` to `[rows, features]`.
  /// A tensor that is no matrix, or a row that is not there, stops the program.
  public func rows(_ rows: [Int]) -> Tensor {
    guard shape.rank == 2 else { fatalError("rows are taken of a matrix, not of shape \(shape)") }
    let width = shape[1]
    let places = rows.flatMap { row -> Range<Int> in
      guard row >= 0, row < shape[0] else {
        fatalError("a matrix of shape \(shape) has no row \(row)")
      }
      return row * width..<(row + 1) * width
    }
    return picked(places, shape: .matrix(rows.count, width))
  }

  /// `other` where the mask is true, `self` elsewhere; broadcast as NumPy does. Shapes
  /// that do not fit stop the program.
  public func replacing(with other: Tensor, where mask: Mask) -> Tensor {
    let shape = Shape.broadcasting(Shape.broadcasting(self.shape, other.shape), mask.shape)
    let a = expanded(to: shape)
    let b = other.expanded(to: shape)
    let keep = mask.expanded(to: shape).inverted()
    let result = Tensor.selected(keep, a, b)
    return result.recorded(self, other) { [own = self.shape, theirs = other.shape] upstream, pass in
      let zero = Tensor.zeros(shape)
      pass.send(Tensor.selected(keep, upstream, zero).summed(to: own), to: 0)
      pass.send(Tensor.selected(keep, zero, upstream).summed(to: theirs), to: 1)
    }
  }

  static func selected(_ mask: Mask, _ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(a.shape) { out in
      mask.bits.withUnsafeBufferPointer { bits in
        guard let bits = bits.baseAddress else { return }
        kernels.pointee.select(a.count, bits, a.storage.elements, b.storage.elements, out)
      }
    }
  }
}

extension BackwardPass {
  /// The gradient to the first of two broadcast operands where the mask holds, else to the second.
  mutating func sendSelected(_ upstream: Tensor, where mask: Mask, _ a: Tensor, _ b: Tensor) {
    let zero = Tensor.zeros(upstream.shape)
    send(Tensor.selected(mask, upstream, zero).summed(to: a.shape), to: 0)
    send(Tensor.selected(mask, zero, upstream).summed(to: b.shape), to: 1)
  }
}

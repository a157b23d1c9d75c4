extension Tensor {
  /// Neighbouring columns of a matrix, `[rows, n]` to `[rows, range]`. A tensor that is no matrix, or
  /// columns that are not there, stop the program.
  public func columns(_ range: Range<Int>) -> Tensor {
    guard shape.rank == 2, range.lowerBound >= 0, range.upperBound <= shape[1] else {
      fatalError("a tensor of shape \(shape) has no columns \(range)")
    }
    let (rows, whole, part) = (shape[0], shape[1], range.count)
    let result = Tensor(.matrix(rows, part)) { out in
      withUnsafeElements { elements in
        for row in 0..<rows {
          for column in 0..<part {
            out[row * part + column] = elements[row * whole + range.lowerBound + column]
          }
        }
      }
    }
    return result.recorded(self) { [shape] upstream, pass in
      var gradient = Tensor.zeros(shape)
      gradient.withUnsafeMutableElements { elements in
        upstream.withUnsafeElements { given in
          for row in 0..<rows {
            for column in 0..<part {
              elements[row * whole + range.lowerBound + column] = given[row * part + column]
            }
          }
        }
      }
      pass.send(gradient, to: 0)
    }
  }
}

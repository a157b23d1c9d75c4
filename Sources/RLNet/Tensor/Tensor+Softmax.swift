import CRLKernels

extension Tensor {
  /// Probabilities along the last axis: exp(x) / Σ exp(x), computed from x − max x. A
  /// single number, shape `[]`, stops the program.
  public func softmax() -> Tensor {
    let y = mappedRows(kernels.pointee.softmax)
    return y.recorded(self) { upstream, pass in
      pass.send(y.mappedRows(kernels.pointee.softmax_backward, upstream), to: 0)
    }
  }

  /// Log-probabilities along the last axis: x − log Σ exp(x), computed from x − max x. A
  /// single number, shape `[]`, stops the program.
  public func logSoftmax() -> Tensor {
    let y = mappedRows(kernels.pointee.log_softmax)
    return y.recorded(self) { upstream, pass in
      pass.send(y.mappedRows(kernels.pointee.log_softmax_backward, upstream), to: 0)
    }
  }

  private typealias RowsKernel =
    @convention(c) (Int, Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  private typealias RowsBackwardKernel =
    @convention(c) (
      Int, Int, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void

  private var rowsAndColumns: (Int, Int) {
    guard shape.rank > 0 else { fatalError("a single number has no axis to normalise") }
    let columns = shape[-1]
    return (columns == 0 ? 0 : count / columns, columns)
  }

  private func mappedRows(_ kernel: RowsKernel) -> Tensor {
    let (rows, columns) = rowsAndColumns
    return Tensor(shape) { kernel(rows, columns, storage.elements, $0) }
  }

  private func mappedRows(_ kernel: RowsBackwardKernel, _ upstream: Tensor) -> Tensor {
    let (rows, columns) = rowsAndColumns
    return Tensor(shape) {
      kernel(rows, columns, storage.elements, upstream.storage.elements, $0)
    }
  }
}

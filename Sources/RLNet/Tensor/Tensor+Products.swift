import CRLKernels
import RLParallel

extension Tensor {
  /// The matrix product, `[m, k]` · `[k, n]` to `[m, n]`. Operands of other shapes stop the
  /// program.
  public func matmul(_ other: Tensor) -> Tensor {
    guard shape.rank == 2, other.shape.rank == 2, shape[1] == other.shape[0] else {
      fatalError("shapes \(shape) and \(other.shape) do not fit a matrix product")
    }
    return Tensor.product(Matrix(self), Matrix(other)).recorded(self, other) {
      [a = detached(), b = other.detached()] upstream, pass in
      pass.send(Tensor.product(Matrix(upstream), Matrix(b).transposed), to: 0)
      pass.send(Tensor.product(Matrix(a).transposed, Matrix(upstream)), to: 1)
    }
  }

  /// x·W + b with the features in the last axis: `[..., inputs]`, `[inputs, outputs]` and
  /// `[outputs]` to `[..., outputs]`. Operands of other shapes stop the program.
  public func linear(_ weight: Tensor, _ bias: Tensor?) -> Tensor {
    guard shape.rank > 0, weight.shape.rank == 2, shape[-1] == weight.shape[0],
      bias.map({ $0.shape == .vector(weight.shape[1]) }) ?? true
    else {
      fatalError(
        "an input of shape \(shape) does not fit a weight of shape \(weight.shape)"
          + (bias.map { " and a bias of shape \($0.shape)" } ?? ""))
    }
    let x = Matrix(rowsOf: self)
    let shape =
      shape.rank == 2
      ? Shape.matrix(x.rows, weight.shape[1])
      : Shape(self.shape.dimensions.dropLast() + [weight.shape[1]])
    let result = Tensor.product(x, Matrix(weight), bias: bias, shape: shape)
    if node == nil && weight.node == nil && bias?.node == nil { return result }
    let operands = bias.map { [self, weight, $0] } ?? [self, weight]
    return result.recorded(operands) {
      [x = detached(), weight = weight.detached(), hasBias = bias != nil] upstream, pass in
      let rows = Matrix(rowsOf: upstream)
      pass.send(Tensor.product(rows, Matrix(weight).transposed, shape: x.shape), to: 0)
      pass.send(Tensor.product(Matrix(rowsOf: x).transposed, rows), to: 1)
      if hasBias { pass.send(rows.columnSums(), to: 2) }
    }
  }
}

/// A tensor seen as a matrix, possibly transposed, without a copy.
struct Matrix {
  let tensor: Tensor
  var rows: Int
  var columns: Int
  var rowStep: Int
  var columnStep: Int

  init(_ tensor: Tensor) {
    self.tensor = tensor
    rows = tensor.shape[0]
    columns = tensor.shape[1]
    rowStep = columns
    columnStep = 1
  }

  /// All axes but the last as rows.
  init(rowsOf tensor: Tensor) {
    self.tensor = tensor
    columns = tensor.shape[-1]
    rows = columns == 0 ? tensor.shape.dimensions.dropLast().reduce(1, *) : tensor.count / columns
    rowStep = columns
    columnStep = 1
  }

  var transposed: Matrix {
    var other = self
    swap(&other.rows, &other.columns)
    swap(&other.rowStep, &other.columnStep)
    return other
  }

  /// The sum of each column, for a matrix that is not transposed.
  func columnSums() -> Tensor {
    Tensor(.vector(columns)) {
      kernels.pointee.sum_strided(1, rows, columns, tensor.storage.elements, $0)
    }
  }
}

extension Tensor {
  /// a·b (+ bias), as `shape` or `[rows, columns]`; not recorded.
  static func product(
    _ a: Matrix, _ b: Matrix, bias: Tensor? = nil, shape: Shape? = nil
  ) -> Tensor {
    let result = shape ?? .matrix(a.rows, b.columns)
    return Tensor(result) { out in
      let whole = rl_product(
        m: a.rows, n: b.columns, k: a.columns,
        a: a.tensor.storage.elements, a_row: a.rowStep, a_column: a.columnStep,
        b: b.tensor.storage.elements, b_row: b.rowStep, b_column: b.columnStep,
        bias: bias?.storage.elements, c: out, c_row: b.columns)
      withExtendedLifetime((a.tensor.storage, b.tensor.storage, bias?.storage)) {
        multiply(whole)
      }
    }
  }

  private static func multiply(_ whole: rl_product) {
    // Below some hundred µs of work, waking a thread costs more than it saves: rl-zoo's recipe, whose
    // products are of 64×256×256, took a third longer on two threads than on one.
    if whole.m * whole.n * whole.k < 1 << 24 { return multiplyOnOneThread(whole) }
    let parts = Swift.min(Threads.count, (whole.m + 15) / 16)
    Threads.forEach(parts) { part in
      let rows = (whole.m + parts - 1) / parts
      let first = part * rows
      var piece = whole
      piece.m = Swift.min(rows, whole.m - first)
      piece.a += first * whole.a_row
      piece.c += first * whole.c_row
      multiplyOnOneThread(piece)
    }
  }

  private static func multiplyOnOneThread(_ piece: rl_product) {
    withUnsafePointer(to: piece) { piece in
      let bytes = kernels.pointee.product_workspace(piece)
      if bytes == 0 {
        kernels.pointee.product(piece, nil)
      } else {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes) {
          kernels.pointee.product(piece, $0.baseAddress)
        }
      }
    }
  }
}

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
    guard let bias else {
      return result.recorded(self, weight) {
        [x = detached(), weight = weight.detached()] upstream, pass in
        pass.sendProducts(x, weight, Matrix(rowsOf: upstream))
      }
    }
    return result.recorded(self, weight, bias) {
      [x = detached(), weight = weight.detached()] upstream, pass in
      let rows = Matrix(rowsOf: upstream)
      pass.sendProducts(x, weight, rows)
      pass.send(rows.columnSums(), to: 2)
    }
  }
}

extension BackwardPass {
  /// The gradients of x·W to both.
  fileprivate mutating func sendProducts(_ x: Tensor, _ weight: Tensor, _ upstream: Matrix) {
    send(Tensor.product(upstream, Matrix(weight).transposed, shape: x.shape), to: 0)
    send(Tensor.product(Matrix(rowsOf: x).transposed, upstream), to: 1)
  }
}

/// A tensor seen as a matrix, possibly transposed, without a copy.
struct Matrix {
  private let storage: Storage
  var rows: Int
  var columns: Int
  var rowStep: Int
  var columnStep: Int

  init(_ tensor: Tensor) {
    self.init(tensor.storage, tensor.shape[0], tensor.shape[1])
  }

  /// All axes but the last as rows.
  init(rowsOf tensor: Tensor) {
    let columns = tensor.shape[-1]
    self.init(
      tensor.storage,
      columns == 0 ? tensor.shape.dimensions.dropLast().reduce(1, *) : tensor.count / columns,
      columns)
  }

  private init(_ storage: Storage, _ rows: Int, _ columns: Int) {
    self.storage = storage
    (self.rows, self.columns) = (rows, columns)
    (rowStep, columnStep) = (columns, 1)
  }

  /// The first element; all are there as long as this value is.
  var elements: UnsafeMutablePointer<Float> { storage.elements }

  var transposed: Matrix {
    var other = self
    swap(&other.rows, &other.columns)
    swap(&other.rowStep, &other.columnStep)
    return other
  }

  /// The sum of each column, for a matrix that is not transposed.
  func columnSums() -> Tensor {
    Tensor(.vector(columns)) {
      kernels.pointee.sum_strided(1, rows, columns, elements, $0)
    }
  }
}

extension Tensor {
  /// a·b (+ bias), as `shape` or `[rows, columns]`; not recorded.
  static func product(
    _ a: Matrix, _ b: Matrix, bias: Tensor? = nil, shape: Shape? = nil
  ) -> Tensor {
    let shape = shape ?? .matrix(a.rows, b.columns)
    let result = Tensor(shape: shape, storage: Storage(count: shape.count))
    withExtendedLifetime(a) {
      withExtendedLifetime(b) {
        withExtendedLifetime(bias) {
          multiply(
            rl_product(
              m: a.rows, n: b.columns, k: a.columns,
              a: a.elements, a_row: a.rowStep, a_column: a.columnStep,
              b: b.elements, b_row: b.rowStep, b_column: b.columnStep,
              bias: bias?.storage.elements, c: result.storage.elements, c_row: b.columns))
        }
      }
    }
    return result
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

import CRLKernels
import RLNet

/// The functions of a kernel table by name, each as from arrays to arrays.
enum KernelTable {
  /// The tables that this machine can run.
  static var all: [rl_kernels] {
    var tables: [rl_kernels] = []
    while let table = rl_kernels_available(tables.count) { tables.append(table.pointee) }
    return tables
  }

  static func name(_ table: rl_kernels) -> String { String(cString: table.name) }

  typealias Unary =
    @convention(c) (Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  typealias Binary =
    @convention(c) (
      Int, UnsafePointer<Float>, Int, UnsafePointer<Float>, Int, UnsafeMutablePointer<Float>
    ) -> Void
  typealias Backward =
    @convention(c) (
      Int, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
  typealias Reduction = @convention(c) (Int, UnsafePointer<Float>) -> Float
  typealias Rows =
    @convention(c) (Int, Int, UnsafePointer<Float>, UnsafeMutablePointer<Float>) -> Void
  typealias RowsBackward =
    @convention(c) (
      Int, Int, UnsafePointer<Float>, UnsafePointer<Float>, UnsafeMutablePointer<Float>
    ) -> Void
  typealias Loss =
    @convention(c) (
      Int, UnsafePointer<Float>, UnsafePointer<Float>, Float, UnsafeMutablePointer<Float>,
      UnsafeMutablePointer<Float>
    ) -> Void

  static let unary: [(String, @Sendable (rl_kernels) -> Unary)] = [
    ("negate", { $0.negate }), ("absolute", { $0.absolute }),
    ("square_root", { $0.square_root }), ("square", { $0.square }),
    ("reciprocal", { $0.reciprocal }), ("exponential", { $0.exponential }),
    ("logarithm", { $0.logarithm }), ("hyperbolic_tangent", { $0.hyperbolic_tangent }),
    ("sigmoid", { $0.sigmoid }), ("softplus", { $0.softplus }), ("relu", { $0.relu }),
  ]

  static let binary: [(String, @Sendable (rl_kernels) -> Binary)] = [
    ("add", { $0.add }), ("subtract", { $0.subtract }), ("multiply", { $0.multiply }),
    ("divide", { $0.divide }), ("minimum", { $0.minimum }), ("maximum", { $0.maximum }),
  ]

  static let backward: [(String, @Sendable (rl_kernels) -> Backward)] = [
    ("square_root_backward", { $0.square_root_backward }),
    ("hyperbolic_tangent_backward", { $0.hyperbolic_tangent_backward }),
    ("sigmoid_backward", { $0.sigmoid_backward }), ("relu_backward", { $0.relu_backward }),
    ("absolute_backward_of_argument", { $0.absolute_backward_of_argument }),
    ("softplus_backward_of_argument", { $0.softplus_backward_of_argument }),
  ]

  static let reductions: [(String, @Sendable (rl_kernels) -> Reduction)] = [
    ("sum", { $0.sum }), ("sum_of_squares", { $0.sum_of_squares }),
  ]

  static let rows: [(String, @Sendable (rl_kernels) -> Rows)] = [
    ("softmax", { $0.softmax }), ("log_softmax", { $0.log_softmax }),
  ]

  static let rowsBackward: [(String, @Sendable (rl_kernels) -> RowsBackward)] = [
    ("softmax_backward", { $0.softmax_backward }),
    ("log_softmax_backward", { $0.log_softmax_backward }),
  ]

  static let losses: [(String, @Sendable (rl_kernels) -> Loss)] = [
    ("squared_error", { $0.squared_error }), ("huber", { $0.huber }),
    ("binary_cross_entropy", { $0.binary_cross_entropy }),
  ]
}

/// The arguments of the functions of one or two arrays of a table.
struct ElementwiseArguments {
  let a, b: [Float]
  let mask: [UInt8]
  let p, q: Float

  var count: Int { a.count }

  /// Every element-wise function of a table: names and results.
  func results(of table: rl_kernels) -> [(String, [Float])] {
    let n = count
    let a = GuardedFloats(a)
    let b = GuardedFloats(b)
    func result(_ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
      let y = GuardedFloats(zeros: n)
      body(y.start)
      return y.values
    }
    var found: [(String, [Float])] = []
    for (name, function) in KernelTable.unary {
      found.append((name, result { function(table)(n, a.start, $0) }))
      let inPlace = GuardedFloats(self.a)
      function(table)(n, inPlace.start, inPlace.start)
      found.append(("\(name) in place", inPlace.values))
    }
    for (name, function) in KernelTable.binary {
      found.append((name, result { function(table)(n, a.start, 1, b.start, 1, $0) }))
      guard n > 0 else { continue }
      found.append(
        ("\(name) of a number", result { function(table)(n, a.start, 0, b.start, 1, $0) }))
      found.append(
        ("\(name) by a number", result { function(table)(n, a.start, 1, b.start, 0, $0) }))
      found.append(
        ("\(name) of numbers", result { function(table)(n, a.start, 0, b.start, 0, $0) }))
    }
    for (name, function) in KernelTable.backward {
      found.append((name, result { function(table)(n, a.start, b.start, $0) }))
    }
    for (name, function) in KernelTable.losses {
      let slope = GuardedFloats(zeros: n)
      found.append((name, result { function(table)(n, a.start, b.start, q, $0, slope.start) }))
      found.append(("\(name) slope", slope.values))
    }
    found += [
      ("leaky_relu", result { table.leaky_relu(n, a.start, p, $0) }),
      ("clamp", result { table.clamp(n, a.start, -q, q, $0) }),
      ("interpolate", result { table.interpolate(n, a.start, b.start, p, $0) }),
      ("select", result { table.select(n, mask, a.start, b.start, $0) }),
      (
        "leaky_relu_backward_of_argument",
        result { table.leaky_relu_backward_of_argument(n, a.start, p, b.start, $0) }
      ),
      (
        "clamp_backward_of_argument",
        result { table.clamp_backward_of_argument(n, a.start, -q, q, b.start, $0) }
      ),
    ]
    return found
  }

  /// Every reduction of `a`, and of `a` as a matrix of so many rows.
  func reductions(of table: rl_kernels, rows: Int) -> [(String, [Float])] {
    let a = GuardedFloats(a)
    let b = GuardedFloats(b)
    let columns = count / rows
    var found = KernelTable.reductions.map { name, function in
      (name, [function(table)(count, a.start)])
    }
    for (name, function) in KernelTable.rows {
      let y = GuardedFloats(zeros: rows * columns)
      function(table)(rows, columns, a.start, y.start)
      found.append((name, y.values))
    }
    for (name, function) in KernelTable.rowsBackward {
      let y = GuardedFloats(zeros: rows * columns)
      function(table)(rows, columns, a.start, b.start, y.start)
      found.append((name, y.values))
    }
    return found
  }
}

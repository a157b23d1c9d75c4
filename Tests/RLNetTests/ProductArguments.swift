import CRLKernels
import RLRandom
import TestSupport

/// The arguments of a matrix product: any strides, room between the rows of the result.
struct ProductArguments: CustomStringConvertible {
  let m, n, k: Int
  let aRow, aColumn, bRow, bColumn, cRow: Int
  let a, b: [Float]
  let bias: [Float]?

  /// Operands that lie row by row, column by column, or with gaps, as the generator chooses.
  init(_ m: Int, _ n: Int, _ k: Int, using generator: inout PCG64) {
    func steps(_ rows: Int, _ columns: Int) -> (Int, Int) {
      switch generator.integer(below: 4) {
      case 0: (columns, 1)
      case 1: (columns + generator.integer(below: 20), 1)
      case 2: (1, rows + generator.integer(below: 3))
      default: (2 * columns + 3, 2)
      }
    }
    func count(_ rows: Int, _ columns: Int, _ row: Int, _ column: Int) -> Int {
      rows == 0 || columns == 0 ? 0 : (rows - 1) * row + (columns - 1) * column + 1
    }
    (self.m, self.n, self.k) = (m, n, k)
    (aRow, aColumn) = steps(m, k)
    (bRow, bColumn) = steps(k, n)
    cRow = n + generator.pick([0, 0, 1, 17])
    let isMixed = generator.integer(below: 4) == 0
    let aCount = count(m, k, aRow, aColumn)
    let bCount = count(k, n, bRow, bColumn)
    a = isMixed ? generator.mixedFloats(aCount) : generator.floats(aCount)
    b = generator.floats(bCount)
    bias = generator.integer(below: 2) == 0 ? nil : generator.floats(n)
  }

  /// Operands without gaps, each row by row or transposed.
  init(
    _ m: Int, _ n: Int, _ k: Int, transposedA: Bool, transposedB: Bool, bias hasBias: Bool,
    using generator: inout PCG64
  ) {
    (self.m, self.n, self.k) = (m, n, k)
    (aRow, aColumn) = transposedA ? (1, m) : (k, 1)
    (bRow, bColumn) = transposedB ? (1, k) : (n, 1)
    cRow = n
    a = generator.floats(m * k)
    b = generator.floats(k * n)
    bias = hasBias ? generator.floats(n) : nil
  }

  var description: String {
    "[\(m), \(k)]·[\(k), \(n)] with steps (\(aRow), \(aColumn)) and (\(bRow), \(bColumn)), "
      + "rows of \(cRow)\(bias == nil ? "" : ", bias")"
  }

  private static let untouched: Float = 12_345

  /// The result by a table, with what was between its rows.
  func result(of table: rl_kernels) -> [Float] {
    let a = GuardedFloats(a)
    let b = GuardedFloats(b)
    let bias = bias.map { GuardedFloats($0) }
    let c = GuardedFloats(
      Array(repeating: ProductArguments.untouched, count: m == 0 ? 0 : (m - 1) * cRow + n))
    var product = rl_product(
      m: m, n: n, k: k, a: a.start, a_row: aRow, a_column: aColumn, b: b.start, b_row: bRow,
      b_column: bColumn, bias: bias.map { UnsafePointer($0.start) }, c: c.start, c_row: cRow)
    let workspace = GuardedFloats(zeros: (table.product_workspace(&product) + 3) / 4)
    table.product(&product, workspace.start)
    return c.values
  }

  /// The result by the definition in CRLKernels.h.
  var expected: [Float] {
    var c = Array(repeating: ProductArguments.untouched, count: m == 0 ? 0 : (m - 1) * cRow + n)
    for i in 0..<m {
      for j in 0..<n {
        var total: Float = 0
        for start in stride(from: 0, to: k, by: 512) {
          var block: Float = 0
          for p in start..<min(start + 512, k) {
            block.addProduct(a[i * aRow + p * aColumn], b[p * bRow + j * bColumn])
          }
          total = start == 0 ? block : total + block
        }
        c[i * cRow + j] = bias.map { total + $0[j] } ?? total
      }
    }
    return c
  }
}

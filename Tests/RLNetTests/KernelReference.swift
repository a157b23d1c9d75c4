import CRLKernels

/// The definitions of CRLKernels.h a number at a time, where they need no elementary function.
enum KernelReference {
  /// Sixteen lanes within blocks of 512, joined in halves; blocks in ascending order.
  static func sum(_ x: [Float], _ add: (inout Float, Float) -> Void = { $0 += $1 }) -> Float {
    var total: Float = 0
    for start in stride(from: 0, to: x.count, by: 512) {
      var lanes = Array(repeating: Float(0), count: 16)
      for i in start..<min(start + 512, x.count) { add(&lanes[(i - start) % 16], x[i]) }
      var width = 8
      while width > 0 {
        for lane in 0..<width { lanes[lane] += lanes[lane + width] }
        width /= 2
      }
      total = start == 0 ? lanes[0] : total + lanes[0]
    }
    return total
  }

  /// x[outer, n, inner] to [outer, inner]: ascending order in blocks of 512.
  static func sumStrided(_ x: [Float], outer: Int, n: Int, inner: Int) -> [Float] {
    var y: [Float] = []
    for o in 0..<outer {
      for i in 0..<inner {
        var total: Float = 0
        for start in stride(from: 0, to: n, by: 512) {
          var block: Float = 0
          for j in start..<min(start + 512, n) { block += x[(o * n + j) * inner + i] }
          total = start == 0 ? block : total + block
        }
        y.append(total)
      }
    }
    return y
  }

  /// log(1 + x) for x ≥ 0, as mathematics.h defines it.
  static func log1p(_ x: Float) -> Float {
    let u = x + 1
    let rest = (x - (u - 1)) / u
    guard u.isFinite else { return u }
    if x < 1e-7 { return x }
    let bits = Int32(bitPattern: u.bitPattern)
    let n = (bits - 0x3f35_04f3) >> 23
    let f = Float(bitPattern: UInt32(bitPattern: bits - (n << 23))) - 1
    let s = f / (f + 2)
    let z = s * s
    var p: Float = 0.236105233
    for coefficient: Float in [0.285358898, 0.400003562, 0.666666656] {
      p = coefficient.addingProduct(p, z)
    }
    let halfSquare = 0.5 * f * f
    let exponent = Float(n)
    let small = (exponent * -2.12194440e-4).addingProduct(s, halfSquare.addingProduct(z, p)) + rest
    return (f - (halfSquare - small)).addingProduct(exponent, 0.693359375)
  }

  /// (exp(r) − 1 − r) / r² for small r, as mathematics.h defines it.
  static func exponentialTail(_ r: Float) -> Float {
    var p: Float = 0.00139432274
    for coefficient: Float in [0.00836438305, 0.0416663512, 0.166665696, 0.500000003] {
      p = coefficient.addingProduct(p, r)
    }
    return p
  }

  /// Names and results of the element-wise functions, from the exponential of the table itself.
  static func elementwise(
    _ given: ElementwiseArguments, table: rl_kernels
  ) -> [(String, [Float])] {
    let exponential = exponential(of: table)
    let a = given.a
    let (p, q) = (given.p, given.q)
    func map(_ body: (Float) -> Float) -> [Float] { a.map(body) }
    func zip(_ body: (Float, Float) -> Float) -> [Float] { Swift.zip(a, given.b).map(body) }
    func clamp(_ x: Float) -> Float {
      let raised = x < -q ? -q : x
      return raised > q ? q : raised
    }
    return [
      ("negate", map { -$0 }), ("absolute", map { $0.magnitude }),
      ("square_root", map { $0.squareRoot() }), ("square", map { $0 * $0 }),
      ("reciprocal", map { 1 / $0 }), ("relu", map { $0 <= 0 ? 0 : $0 }),
      ("leaky_relu", map { $0 > 0 ? $0 : $0 * p }), ("clamp", map(clamp)),
      ("add", zip { $0 + $1 }), ("subtract", zip { $0 - $1 }), ("multiply", zip { $0 * $1 }),
      ("divide", zip { $0 / $1 }), ("minimum", zip { $0 < $1 ? $0 : $1 }),
      ("maximum", zip { $0 > $1 ? $0 : $1 }),
      ("interpolate", zip { $0.addingProduct(p, $1 - $0) }),
      ("select", a.indices.map { given.mask[$0] == 1 ? a[$0] : given.b[$0] }),
      ("square_root_backward", zip { $1 * 0.5 / $0 }),
      ("hyperbolic_tangent_backward", zip { $1 * (1 - $0 * $0) }),
      ("sigmoid_backward", zip { $1 * ($0 * (1 - $0)) }),
      ("relu_backward", zip { $0 <= 0 ? 0 : $1 }),
      ("absolute_backward_of_argument", zip { $0 > 0 ? $1 : $0 < 0 ? -$1 : 0 }),
      ("leaky_relu_backward_of_argument", zip { $0 > 0 ? $1 : $1 * p }),
      ("clamp_backward_of_argument", zip { $0 < -q || $0 > q ? 0 : $1 }),
      ("squared_error", zip { ($0 - $1) * ($0 - $1) }),
      ("squared_error slope", zip { ($0 - $1) * 2 }),
      (
        "huber",
        zip {
          let d = $0 - $1
          return d.magnitude <= q ? 0.5 * d * d : q * (d.magnitude - 0.5 * q)
        }
      ),
      ("huber slope", zip { clamp($0 - $1) }),
      (
        "binary_cross_entropy",
        zip { x, t in ((x > 0 ? x : 0) - x * t) + log1p(exponential(-x.magnitude)) }
      ),
      (
        "binary_cross_entropy slope",
        zip { x, t in
          let e = exponential(-x.magnitude)
          let share = 1 / (1 + e)
          return x < 0 ? e * share - t : (1 - t) - e * share
        }
      ),
    ]
  }

  /// The functions of rows, from the exponential of the table itself.
  static func rows(
    _ given: ElementwiseArguments, rows: Int, table: rl_kernels
  ) -> [(String, [Float])] {
    let columns = given.count / rows
    let exponential = exponential(of: table)
    func all(_ body: ([Float], [Float]) -> [Float]) -> [Float] {
      (0..<rows).flatMap { row in
        let range = row * columns..<(row + 1) * columns
        return body(Array(given.a[range]), Array(given.b[range]))
      }
    }
    func top(_ x: [Float]) -> Float { x.reduce(-.infinity) { $1 > $0 ? $1 : $0 } }
    return [
      (
        "softmax",
        all { x, _ in
          let powers = x.map { exponential($0 - top(x)) }
          let total = sum(powers)
          return powers.map { $0 / total }
        }
      ),
      (
        "log_softmax",
        all { x, _ in
          guard !x.isEmpty else { return [] }
          let top = top(x)
          var powers = x.map { exponential($0 - top) }
          powers[x.firstIndex(of: top) ?? x.count - 1] -= 1
          let total = log1p(sum(powers))
          return x.map { ($0 - top) - total }
        }
      ),
      (
        "softmax_backward",
        all { y, upstream in
          let total = sum(zip(y, upstream).map { $0 * $1 })
          return zip(y, upstream).map { $0 * ($1 - total) }
        }
      ),
      (
        "log_softmax_backward",
        all { y, upstream in
          let total = sum(upstream)
          return zip(y, upstream).map { y, g in
            y > -0.34
              ? (g - total).addingProduct(y.addingProduct(exponentialTail(y), y * y), -total)
              : g.addingProduct(exponential(y), -total)
          }
        }
      ),
    ]
  }

  private static func exponential(of table: rl_kernels) -> (Float) -> Float {
    { x in
      var y: Float = 0
      withUnsafePointer(to: x) { table.exponential(1, $0, &y) }
      return y
    }
  }
}

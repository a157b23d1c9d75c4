import RLRandom

/// How the numbers of a parameter are drawn at the start.
///
/// The fans of a layer are the numbers of its inputs and outputs (times the receptive field, for a
/// convolution).
public struct Initializer: Sendable {
  private let draw: @Sendable (Shape, (in: Int, out: Int), inout PCG64) -> Tensor

  /// An initialiser of one's own: from the shape and the fans of the layer to a tensor.
  public init(_ draw: @escaping @Sendable (Shape, (in: Int, out: Int), inout PCG64) -> Tensor) {
    self.draw = draw
  }

  func tensor(_ shape: Shape, fans: (in: Int, out: Int), using generator: inout PCG64) -> Tensor {
    draw(shape, fans, &generator)
  }

  /// 0 throughout.
  public static let zeros = constant(0)
  /// 1 throughout.
  public static let ones = constant(1)

  /// One number throughout.
  public static func constant(_ number: Float) -> Initializer {
    Initializer { shape, _, _ in Tensor(repeating: number, shape: shape) }
  }

  /// Uniform between two bounds.
  public static func uniform(_ lower: Double, _ upper: Double) -> Initializer {
    Initializer { shape, _, generator in .uniform(lower, upper, shape: shape, using: &generator) }
  }

  /// Normally distributed; the mean is 0 unless stated.
  public static func gaussian(mean: Double = 0, standardDeviation: Double) -> Initializer {
    Initializer { shape, _, generator in
      .normal(mean: mean, standardDeviation: standardDeviation, shape: shape, using: &generator)
    }
  }

  /// Uniform in ±1/√fan-in: PyTorch's default for linear layers, weights and biases alike.
  public static let uniformByFanIn = Initializer { shape, fans, generator in
    let bound = 1 / Double(max(fans.in, 1)).squareRoot()
    return .uniform(-bound, bound, shape: shape, using: &generator)
  }

  /// Normal with variance 1/fan-in (LeCun et al. 1998, "Efficient BackProp").
  public static let leCun = normal { 1 / Double($0.in) }
  /// Uniform with variance 1/fan-in.
  public static let leCunUniform = uniform { 1 / Double($0.in) }
  /// Uniform with variance 2/(fan-in + fan-out) (Glorot & Bengio 2010).
  public static let xavier = uniform { 2 / Double($0.in + $0.out) }
  /// Normal with variance 2/(fan-in + fan-out).
  public static let xavierNormal = normal { 2 / Double($0.in + $0.out) }
  /// Normal with variance 2/fan-in, for layers before a rectifier (He et al. 2015).
  public static let he = normal { 2 / Double($0.in) }
  /// Uniform with variance 2/fan-in.
  public static let heUniform = uniform { 2 / Double($0.in) }

  /// A random orthogonal matrix times `gain` (Saxe et al. 2014): orthonormal rows or columns,
  /// whichever are fewer. Axes beyond the first are taken together.
  public static func orthogonal(gain: Double = 1) -> Initializer {
    Initializer { shape, _, generator in
      guard shape.rank >= 2 else {
        fatalError("an orthogonal parameter has at least two axes, not shape \(shape)")
      }
      let rows = shape[0]
      let columns = rows == 0 ? 0 : shape.count / rows
      var matrix = orthonormalRows(
        min(rows, columns), of: max(rows, columns), using: &generator)
      if rows > columns {
        matrix = (0..<rows).map { row in (0..<columns).map { matrix[$0][row] } }
      }
      return Tensor(matrix.joined().map { Float($0 * gain) }, shape: shape)
    }
  }

  private static func normal(
    variance: @escaping @Sendable ((in: Int, out: Int)) -> Double
  ) -> Initializer {
    Initializer { shape, fans, generator in
      .normal(
        mean: 0, standardDeviation: variance(fans).squareRoot(), shape: shape, using: &generator)
    }
  }

  private static func uniform(
    variance: @escaping @Sendable ((in: Int, out: Int)) -> Double
  ) -> Initializer {
    Initializer { shape, fans, generator in
      let bound = (3 * variance(fans)).squareRoot()
      return .uniform(-bound, bound, shape: shape, using: &generator)
    }
  }

  /// `count` orthonormal vectors by Gram and Schmidt's method on normal ones, applied twice, which
  /// makes them orthogonal to working precision.
  private static func orthonormalRows(
    _ count: Int, of size: Int, using generator: inout PCG64
  ) -> [[Double]] {
    func dot(_ a: [Double], _ b: [Double]) -> Double {
      zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    }
    var rows: [[Double]] = []
    while rows.count < count {
      var row = (0..<size).map { _ in generator.normal() }
      for _ in 0..<2 {
        for other in rows {
          let share = dot(row, other)
          for i in row.indices { row[i] -= share * other[i] }
        }
        let length = dot(row, row).squareRoot()
        for i in row.indices { row[i] /= length }
      }
      rows.append(row)
    }
    return rows
  }
}

extension Tensor {
  /// Independent uniform numbers between two bounds, row-major draws.
  public static func uniform(
    _ lower: Double = 0, _ upper: Double = 1, shape: Shape, using generator: inout PCG64
  ) -> Tensor {
    Tensor(shape) { out in
      for i in 0..<shape.count { out[i] = Float(generator.uniform(lower, upper)) }
    }
  }

  /// Independent normal numbers, row-major draws.
  public static func normal(
    mean: Double = 0, standardDeviation: Double = 1, shape: Shape, using generator: inout PCG64
  ) -> Tensor {
    Tensor(shape) { out in
      for i in 0..<shape.count {
        out[i] = Float(generator.normal(mean: mean, standardDeviation: standardDeviation))
      }
    }
  }
}

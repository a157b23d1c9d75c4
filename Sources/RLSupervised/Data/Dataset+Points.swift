import RLRandom

extension Dataset where Target == Int {
  /// Two interleaved half circles in the plane, the outer one (class 0) before the inner one
  /// (class 1), which gets the odd point.
  ///
  /// Source: scikit-learn 1.9.1, `make_moons` with `shuffle=False`; the noise is NumPy's
  /// `Generator.normal(scale: noise)`, x before y.
  ///
  /// - Parameters:
  ///   - count: the number of points, at least 2.
  ///   - noise: the standard deviation of what is added to each coordinate; 0 draws nothing.
  ///   - generator: the stream of the noise.
  public static func twoMoons(
    _ count: Int, noise: Double = 0, using generator: inout PCG64
  ) -> Dataset {
    guard count >= 2 else { fatalError("two moons have at least 2 points, not \(count)") }
    let outer = count / 2
    let points = (0..<count).map { i in
      let isOuter = i < outer
      let angle =
        isOuter
        ? evenlySpaced(i, of: outer, from: 0, to: .pi)
        : evenlySpaced(i - outer, of: count - outer, from: 0, to: .pi)
      let (sine, cosine) = definedSineAndCosine(angle)
      return isOuter ? (cosine, sine) : (1 - cosine, 1 - sine - 0.5)
    }
    return Dataset(
      inputs: points.flatMap { x, y in
        noise == 0
          ? [Float(x), Float(y)]
          : [Float(x + noise * generator.normal()), Float(y + noise * generator.normal())]
      }, shape: [2], targets: (0..<count).map { $0 < outer ? 0 : 1 },
      classNames: ["outer", "inner"])
  }

  /// Arms of a spiral in the plane, one for each class, from the middle to the unit circle.
  ///
  /// Point i of arm j lies at the radius r from 0 to 1, evenly spaced, and the angle from 4 j to
  /// 4 (j + 1) radians, evenly spaced, to which noise is added: (r sin t, r cos t).
  ///
  /// Source: Stanford CS231n, "Putting it together: minimal neural network case study".
  ///
  /// - Parameters:
  ///   - armCount: the number of classes, at least 1.
  ///   - pointCount: the number of points of each.
  ///   - noise: the standard deviation of what is added to each angle, in radians; the source's is
  ///     0.2; 0 draws nothing.
  ///   - generator: the stream of the noise.
  public static func spirals(
    arms armCount: Int = 3, pointsPerArm pointCount: Int = 100, noise: Double = 0.2,
    using generator: inout PCG64
  ) -> Dataset {
    guard armCount > 0, pointCount > 0 else {
      fatalError("\(armCount) arms of \(pointCount) points make no spiral")
    }
    var inputs: [Float] = []
    for arm in 0..<armCount {
      for i in 0..<pointCount {
        let radius = evenlySpaced(i, of: pointCount, from: 0, to: 1)
        var angle = evenlySpaced(i, of: pointCount, from: Double(4 * arm), to: Double(4 * arm + 4))
        if noise != 0 { angle += noise * generator.normal() }
        let (sine, cosine) = definedSineAndCosine(angle)
        inputs += [Float(radius * sine), Float(radius * cosine)]
      }
    }
    return Dataset(
      inputs: inputs, shape: [2],
      targets: (0..<armCount).flatMap { Array(repeating: $0, count: pointCount) },
      classNames: (0..<armCount).map(String.init))
  }
}

/// Number `i` of `count` evenly spaced numbers, both ends among them, as NumPy's `linspace`.
private func evenlySpaced(_ i: Int, of count: Int, from start: Double, to end: Double) -> Double {
  guard i > 0 else { return start }
  return i == count - 1 ? end : start + Double(i) * ((end - start) / Double(count - 1))
}

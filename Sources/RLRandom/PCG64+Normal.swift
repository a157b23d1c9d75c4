extension PCG64 {
  /// A draw from the standard normal distribution: `Generator.standard_normal()`.
  ///
  /// Equal to NumPy's bit for bit where |x| < 3.654; in the tail beyond (one draw in 3 900) within
  /// 1 ulp, since NumPy takes `log1p` from the C library and this is the same on every machine. The
  /// words drawn are as many as NumPy's: a comparison that an ulp of `exp` or `log` could turn has
  /// a chance below 10⁻¹⁵ in a draw.
  ///
  /// Source: NumPy 2.4.6, `random_standard_normal`; G. Marsaglia and W. W. Tsang, "The Ziggurat
  /// Method for Generating Random Variables" (2000).
  public mutating func normal() -> Double {
    while true {
      let bits = next()
      let layer = Int(truncatingIfNeeded: bits & 0xff)
      let magnitude = bits >> 9 & 0x000f_ffff_ffff_ffff
      let scale = Double(bitPattern: ZigguratTables.scale[layer])
      // The sign bit moved into place instead of a branch that no processor could predict.
      let sign = (bits & 0x100) << 55
      let value = Double(bitPattern: (Double(magnitude) * scale).bitPattern | sign)
      if magnitude < ZigguratTables.inside[layer] { return value }
      if layer == 0 { return normalTail(isNegative: magnitude & 0x100 != 0) }
      if isUnderDensity(value, in: layer) { return value }
    }
  }

  /// A draw from a normal distribution: `Generator.normal(mean, standardDeviation)`, which is
  /// `mean + standardDeviation * normal()`.
  ///
  /// - Parameter standardDeviation: not negative.
  public mutating func normal(mean: Double, standardDeviation: Double) -> Double {
    guard standardDeviation >= 0 else {
      fatalError(
        "PCG64.normal: the standard deviation is \(standardDeviation); it must not be negative")
    }
    return mean + standardDeviation * normal()
  }

  /// The sliver of a layer that the curve cuts: accepts where a random height lies below exp(-x²/2).
  @inline(never)
  private mutating func isUnderDensity(_ x: Double, in layer: Int) -> Bool {
    let above = Double(bitPattern: ZigguratTables.density[layer - 1])
    let below = Double(bitPattern: ZigguratTables.density[layer])
    return (above - below) * uniform() + below < Elementary.exp(-0.5 * x * x)
  }

  /// A draw from beyond the lowest layer's edge: G. Marsaglia, "Generating a Variable from the Tail
  /// of the Normal Distribution" (1964).
  @inline(never)
  private mutating func normalTail(isNegative: Bool) -> Double {
    let edge = 3.6541528853610087963519472518
    let inverseEdge = 0.27366123732975827203338247596
    while true {
      // 1 − u is exact, so its logarithm is log1p(−u).
      let x = -inverseEdge * Elementary.log(1 - uniform())
      let y = -Elementary.log(1 - uniform())
      if y + y > x * x { return isNegative ? -(edge + x) : edge + x }
    }
  }
}

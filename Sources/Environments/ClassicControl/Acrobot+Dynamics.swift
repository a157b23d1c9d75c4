extension Acrobot {
  /// The two links. Their centres of mass lie on them, at a distance from the joint nearer to the
  /// fixed one.
  @frozen
  public struct Links: Sendable, Hashable {
    /// Metres.
    public let length1: Double
    /// Kilograms.
    public let mass1: Double
    /// Kilograms.
    public let mass2: Double
    /// Metres from the fixed joint to the first link's centre of mass.
    public let center1: Double
    /// Metres from the joint between the links to the second link's centre of mass.
    public let center2: Double
    /// The moment of inertia of either link, in kg m².
    public let inertia: Double

    /// m₁ c₁²
    @usableFromInline let moment1: Double
    /// m₂ c₂²
    @usableFromInline let moment2: Double
    /// c₂²
    @usableFromInline let centerSquare2: Double
    /// l₁² + c₂²
    @usableFromInline let squares: Double

    /// How long the second link is does not matter to its motion: it is as long as it is drawn.
    ///
    /// - Parameters:
    ///   - length1: how long the first link is, in metres.
    ///   - mass1: the first link's, in kilograms.
    ///   - mass2: the second link's, in kilograms.
    ///   - center1: where the first link's centre of mass is, in metres from its joint.
    ///   - center2: where the second link's centre of mass is, in metres from its joint.
    ///   - inertia: the moment of inertia of either link, in kg m².
    @inlinable
    public init(
      length1: Double = 1, mass1: Double = 1, mass2: Double = 1, center1: Double = 0.5,
      center2: Double = 0.5, inertia: Double = 1
    ) {
      self.length1 = length1
      self.mass1 = mass1
      self.mass2 = mass2
      self.center1 = center1
      self.center2 = center2
      self.inertia = inertia
      moment1 = mass1 * squareByPower(center1)
      centerSquare2 = squareByPower(center2)
      moment2 = mass2 * centerSquare2
      squares = squareByPower(length1) + centerSquare2
    }
  }

  @inlinable static var gravity: Double { 9.8 }

  /// Angles and velocities after a step: the classical Runge-Kutta method of fourth order.
  @inlinable
  func integrated(torque: Double) -> SIMD4<Double> {
    let start = SIMD4(state.angle1, state.angle2, state.velocity1, state.velocity2)
    let half = timeStep / 2
    let k1 = derivative(of: start, torque: torque)
    let k2 = derivative(of: start + half * k1, torque: torque)
    let k3 = derivative(of: start + half * k2, torque: torque)
    let k4 = derivative(of: start + timeStep * k3, torque: torque)
    let sum = k1 + 2 * k2 + 2 * k3 + k4
    return start + timeStep / 6 * sum
  }

  /// The derivatives by time of angles and velocities, with the book's names. The order of operations
  /// is Gymnasium's: every rounding counts.
  @inlinable
  func derivative(of state: SIMD4<Double>, torque: Double) -> SIMD4<Double> {
    let (l1, m1, m2) = (links.length1, links.mass1, links.mass2)
    let (lc1, lc2, inertia) = (links.center1, links.center2, links.inertia)
    let (theta1, theta2, omega1, omega2) = (state[0], state[1], state[2], state[3])
    let (sine2, cosine2) = sineAndCosine(theta2)

    let d1 = links.moment1 + m2 * (links.squares + 2 * l1 * lc2 * cosine2) + inertia + inertia
    let d2 = m2 * (links.centerSquare2 + l1 * lc2 * cosine2) + inertia
    let phi2 = m2 * lc2 * Self.gravity * sineAndCosine(theta1 + theta2 - .pi / 2).cosine
    let centrifugal = -m2 * l1 * lc2 * squareByPower(omega2) * sine2
    let coriolis = 2 * m2 * l1 * lc2 * omega2 * omega1 * sine2
    let weight = (m1 * lc1 + m2 * l1) * Self.gravity * sineAndCosine(theta1 - .pi / 2).cosine
    let phi1 = centrifugal - coriolis + weight + phi2

    var drive = torque + d2 / d1 * phi1
    if dynamics == .book { drive -= m2 * l1 * lc2 * squareByPower(omega1) * sine2 }
    let alpha2 = (drive - phi2) / (links.moment2 + inertia - squareByPower(d2) / d1)
    let alpha1 = -(d2 * alpha2 + phi1) / d1
    return SIMD4(omega1, omega2, alpha1, alpha2)
  }

  /// The same angle between −π and π.
  @inlinable
  static func wrapped(_ angle: Double) -> Double {
    var angle = angle
    // Turn by turn as Gymnasium does, but not for ever: beyond a thousand turns one is less than a step
    // of the numbers there are.
    if angle.magnitude > 6_000 { angle = angle.remainder(dividingBy: 2 * .pi) }
    while angle > .pi { angle -= 2 * .pi }
    while angle < -.pi { angle += 2 * .pi }
    return angle
  }
}

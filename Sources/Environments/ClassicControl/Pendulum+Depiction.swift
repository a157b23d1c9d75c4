extension Pendulum: Depicted {
  /// The rod, and around its axle an arrow whose length is the torque of the latest step.
  public var depiction: Depiction {
    let (sine, cosine) = sineAndCosine(state.angle)
    let reach = 1.2
    var shapes: [DepictedShape] = [
      .line([SIMD2(), SIMD2(-sine, cosine)], width: 0.2, .body),
      .circle(SIMD2(), radius: 0.05, .part),
    ]
    if torque != 0 {
      shapes += [.line(arrow, width: 0.03, .action), .polygon(arrowHead, .action)]
    }
    return .shapes(
      shapes, in: DepictedRectangle(low: SIMD2(-reach, -reach), high: SIMD2(reach, reach)))
  }

  public var alternativeText: String { "A rod that turns around its end" }
  public var stepsPerSecond: Double? { 30 }

  private static var arrowRadius: Double { 0.5 }

  /// The angle of the arrow's end, from its start on the right; a right angle for half of the greatest
  /// torque, two for all of it.
  private var arrowAngle: Double { .pi * Double(torque / Self.torqueLimit) }

  /// From the right of the axle around it, in the direction of the torque.
  private var arrow: [SIMD2<Double>] {
    (0...16).map { Self.onCircle(arrowAngle * Double($0) / 16) }
  }

  /// A triangle at the arrow's end, smaller where the torque is.
  private var arrowHead: [SIMD2<Double>] {
    let size = 0.12 * min(1, 2 * Double(abs(torque / Self.torqueLimit)))
    let (sine, cosine) = sineAndCosine(arrowAngle)
    let out = SIMD2(cosine, sine)
    let onward = (torque < 0 ? -1 : 1) * SIMD2(-sine, cosine)
    let end = Self.arrowRadius * out
    return [end + size * out, end + 1.6 * size * onward, end - size * out]
  }

  private static func onCircle(_ angle: Double) -> SIMD2<Double> {
    let (sine, cosine) = sineAndCosine(angle)
    return arrowRadius * SIMD2(cosine, sine)
  }
}

extension Pendulum: ActionComponentNaming {
  public var actionComponents: [ActionComponent] {
    [ActionComponent("torque", low: "clockwise", high: "counter-clockwise")]
  }
}

extension Pendulum: PhasePlaneMapping {
  /// All that there is of the rod.
  public var phasePlane: PhasePlane {
    PhasePlane(
      x: .init("angle", unit: "rad", in: -Double.pi...Double.pi),
      y: .init("angular velocity", unit: "rad/s", in: -Self.speedLimit...Self.speedLimit),
      remark: "At 0 the rod is upright; counter-clockwise is positive.")
  }

  public mutating func place(at point: SIMD2<Double>) {
    state = State(angle: point.x, angularVelocity: point.y)
    torque = 0
  }
}

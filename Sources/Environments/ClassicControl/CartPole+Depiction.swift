extension CartPole: Depicted {
  /// The track between its limits, and the cart with the pole on it, to scale.
  public var depiction: Depiction {
    // A cart fails with its middle, and stands out by its half.
    let reach = Self.positionLimit + 0.3
    var shapes: [DepictedShape] = [
      .line([SIMD2(0.01 - reach, 0), SIMD2(reach - 0.01, 0)], width: 0.015, .scenery)
    ]
    for (x, label) in [(-Self.positionLimit, "-2.4 m"), (0, "0"), (Self.positionLimit, "2.4 m")] {
      let half = x == 0 ? 0.05 : 0.1
      shapes += [
        .line(
          [SIMD2(x, -half), SIMD2(x, half)], width: x == 0 ? 0.015 : 0.03,
          x == 0 ? .scenery : .limit),
        .label(label, at: SIMD2(x, -0.25), height: 0.13, .scenery),
      ]
    }
    let axle = SIMD2(state.position, 0)
    let (sine, cosine) = sineAndCosine(state.angle)
    shapes += [
      .rectangle(axle, size: SIMD2(0.44, 0.26), radius: 0.04, .body),
      .line([axle, axle + SIMD2(sine, cosine)], width: 0.08, .object),
      .circle(axle, radius: 0.035, .part),
    ]
    return .shapes(
      shapes, in: DepictedRectangle(low: SIMD2(-reach, -0.32), high: SIMD2(reach, 1.28)))
  }

  public var alternativeText: String { "A cart on a track that balances a pole" }
  /// Gymnasium's, and the world's own time.
  public var stepsPerSecond: Double? { 50 }
}

extension CartPole: ActionNaming {
  public var actionNames: [ActionName] { ["left", "right"] }
}

extension CartPole: PhasePlaneMapping {
  public var phasePlane: PhasePlane {
    PhasePlane(
      x: .init(
        "pole angle", unit: "rad", in: -0.25...0.25, marks: [-Self.angleLimit, Self.angleLimit]),
      y: .init("angular velocity", unit: "rad/s", in: -2...2),
      rest: "the cart at rest in the middle",
      remark:
        "Beyond the dashed lines, at 12°, an episode has ended, and a good policy seldom lets "
        + "the pole turn fast: there the network guesses.")
  }

  public mutating func place(at point: SIMD2<Double>) {
    state = State(angle: point.x, angularVelocity: point.y)
    hasFailed = false
  }
}

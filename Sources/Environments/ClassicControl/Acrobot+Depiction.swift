extension Acrobot: Depicted {
  /// The links from the fixed joint on, each of its length, and the line that the free end should
  /// reach, as Gymnasium draws them.
  public var depiction: Depiction {
    let (length1, length2) = (links.length1, 1.0)
    let elbow = length1 * Self.direction(state.angle1)
    let end = elbow + length2 * Self.direction(state.angle1 + state.angle2)
    let reach = length1 + length2 + 0.2
    return .shapes(
      [
        .line([SIMD2(-reach, 1), SIMD2(reach, 1)], width: 0.03, .goal),
        .line([SIMD2(), elbow], width: 0.2, .body),
        .line([elbow, end], width: 0.2, .body),
        .circle(SIMD2(), radius: 0.1, .part),
        .circle(elbow, radius: 0.1, .part),
      ], in: DepictedRectangle(low: SIMD2(-reach, -reach), high: SIMD2(reach, reach)))
  }

  public var alternativeText: String { "A chain of two links, and the line it should reach" }

  /// Gymnasium's; a step is a fifth of a second of the world.
  public var stepsPerSecond: Double? { 15 }

  /// Where a link points whose angle from hanging down is this.
  private static func direction(_ angle: Double) -> SIMD2<Double> {
    let (sine, cosine) = sineAndCosine(angle)
    return SIMD2(sine, -cosine)
  }
}

extension Acrobot: ActionNaming {
  /// By where the free end is pushed while it hangs.
  public var actionNames: [ActionName] { ["left", "none", "right"] }
}

extension Acrobot: PhasePlaneMapping {
  public var phasePlane: PhasePlane {
    PhasePlane(
      x: .init("first link's angle", unit: "rad", in: -Double.pi...Double.pi),
      y: .init("its angular velocity", unit: "rad/s", in: -2 * Double.pi...2 * Double.pi),
      rest: "the second link straight on and at rest against the first",
      remark: "At 0 the chain hangs.")
  }

  public mutating func place(at point: SIMD2<Double>) {
    state = State(angle1: point.x, velocity1: point.y)
    isFresh = false
  }
}

extension MountainCar: Depicted {
  public var depiction: Depiction { Self.depiction(of: state, goal: Self.goal) }
  public var alternativeText: String { "A car in a valley, and a flag on the hill" }
  public var stepsPerSecond: Double? { 30 }

  /// The valley, the flag at its goal, and the car, as Gymnasium draws them: 600 by 400 pixels of
  /// 0.003 each.
  static func depiction(of state: State, goal: Double) -> Depiction {
    let ground = (0...60).map { index in
      place(leftEnd + (rightEnd - leftEnd) * Double(index) / 60)
    }
    let foot = place(goal)
    let pole = [foot, foot + SIMD2(0, 0.15)]
    let cloth = [SIMD2(0, 0.15), SIMD2(0, 0.09), SIMD2(0.075, 0.12)].map { foot + $0 }

    // The car stands on the slope, a wheel's radius above it.
    let slope = 1.35 * sineAndCosine(3 * state.position).cosine
    let length = (1 + slope * slope).squareRoot()
    let along = SIMD2(1, slope) / length
    let up = SIMD2(-along.y, along.x)
    let middle = place(state.position) + 0.024 * up
    func corner(_ right: Double, _ above: Double) -> SIMD2<Double> {
      middle + right * along + above * up
    }
    let body = [
      corner(-0.06, 0), corner(-0.06, 0.03), corner(-0.035, 0.06), corner(0.035, 0.06),
      corner(0.06, 0.03), corner(0.06, 0),
    ]
    return .shapes(
      [
        .line(ground, width: 0.006, .scenery), .line(pole, width: 0.006, .goal),
        .polygon(cloth, .goal), .circle(corner(-0.035, 0), radius: 0.024, .part),
        .circle(corner(0.035, 0), radius: 0.024, .part), .polygon(body, .body),
      ], in: DepictedRectangle(low: SIMD2(leftEnd, 0), high: SIMD2(rightEnd, 1.2)))
  }

  /// The point of the ground at a position.
  private static func place(_ position: Double) -> SIMD2<Double> {
    SIMD2(position, 0.45 * sineAndCosine(3 * position).sine + 0.55)
  }
}

extension MountainCar: ActionNaming {
  public var actionNames: [ActionName] { ["left", "none", "right"] }
}

extension MountainCarContinuous: Depicted {
  public var depiction: Depiction { MountainCar.depiction(of: state, goal: Self.goal) }
  public var alternativeText: String { "A car in a valley, and a flag on the hill" }
  public var stepsPerSecond: Double? { 30 }
}

extension MountainCarContinuous: ActionComponentNaming {
  public var actionComponents: [ActionComponent] {
    [ActionComponent("force", low: "left", high: "right")]
  }
}

extension MountainCar: PhasePlaneMapping {
  public var phasePlane: PhasePlane { Self.phasePlane(goal: Self.goal) }

  public mutating func place(at point: SIMD2<Double>) {
    state = State(position: point.x, velocity: point.y)
  }

  /// All that there is of the car.
  static func phasePlane(goal: Double) -> PhasePlane {
    PhasePlane(
      x: .init("position", in: leftEnd...rightEnd, marks: [goal]),
      y: .init("velocity", unit: "per step", in: -speedLimit...speedLimit),
      remark: "The dashed line is the flag's place, the bottom of the valley at −0.52.")
  }
}

extension MountainCarContinuous: PhasePlaneMapping {
  public var phasePlane: PhasePlane { MountainCar.phasePlane(goal: Self.goal) }

  public mutating func place(at point: SIMD2<Double>) {
    state = MountainCar.State(position: point.x, velocity: point.y)
    isFresh = false
  }
}

import Environments

extension Hover: PhasePlaneMapping {
  var phasePlane: PhasePlane {
    PhasePlane(
      x: .init("height", unit: "m", in: -4...4, marks: [0]),
      y: .init("speed", unit: "m/s", in: -3...3),
      remark: "The dashed line is the height at which it is to hover.")
  }

  mutating func place(at point: SIMD2<Double>) {
    height = point.x
    speed = point.y
  }
}

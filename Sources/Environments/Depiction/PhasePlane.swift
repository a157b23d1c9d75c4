/// Two coordinates of an environment's states that are worth a map, such as angle and angular velocity.
public struct PhasePlane: Sendable, Hashable {
  /// One of the two.
  public struct Axis: Sendable, Hashable {
    /// What it is, in lower case: "pole angle".
    public let name: String
    /// What it is measured in: "rad"; empty for a number without a unit.
    public let unit: String
    /// From the map's one side to the other.
    public let range: ClosedRange<Double>
    /// Where dashed lines are drawn, such as where episodes end.
    public let marks: [Double]

    /// - Parameters:
    ///   - name: what it is, in lower case: "pole angle".
    ///   - unit: what it is measured in: "rad"; empty for a number without a unit.
    ///   - range: from the map's one side to the other; not empty.
    ///   - marks: where dashed lines are drawn, such as where episodes end.
    public init(
      _ name: String, unit: String = "", in range: ClosedRange<Double>, marks: [Double] = []
    ) {
      guard range.lowerBound.isFinite, range.upperBound.isFinite,
        range.lowerBound < range.upperBound
      else { fatalError("PhasePlane: \(name) is in \(range); a finite range is needed") }
      self.name = name
      self.unit = unit
      self.range = range
      self.marks = marks
    }

    /// The name with the unit: "pole angle (rad)".
    public var label: String { unit.isEmpty ? name : "\(name) (\(unit))" }
  }

  /// From the left to the right.
  public let x: Axis
  /// From below upwards.
  public let y: Axis
  /// How the rest of the state is set, as it goes on after a comma: "the cart at rest in the middle";
  /// empty where there is no rest.
  public let rest: String
  /// What else a reader should know, in sentences; empty for nothing.
  public let remark: String

  /// - Parameters:
  ///   - x: from the left to the right.
  ///   - y: from below upwards.
  ///   - rest: how the rest of the state is set, as it goes on after a comma: "the cart at rest in
  ///     the middle"; empty where there is no rest.
  ///   - remark: what else a reader should know, in sentences: what the marks are.
  public init(x: Axis, y: Axis, rest: String = "", remark: String = "") {
    self.x = x
    self.y = y
    self.rest = rest
    self.remark = remark
  }
}

/// An environment with a phase plane: a report shows over it what an agent does, and what it expects.
///
/// What an agent is asked there is what the environment, with its wrappers, shows at each point.
public protocol PhasePlaneMapping {
  /// The same in all states.
  var phasePlane: PhasePlane { get }
  /// Puts the environment into the state of a point of the plane, the rest as `PhasePlane.rest` says.
  mutating func place(at point: SIMD2<Double>)
}

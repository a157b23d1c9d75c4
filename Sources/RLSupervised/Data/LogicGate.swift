/// A logic gate of two inputs.
public enum LogicGate: String, Sendable, Hashable, CaseIterable {
  case and
  case or
  case nand
  case nor
  case xor
  case xnor

  /// What the gate puts out.
  public func callAsFunction(_ a: Bool, _ b: Bool) -> Bool {
    switch self {
    case .and: a && b
    case .or: a || b
    case .nand: !(a && b)
    case .nor: !(a || b)
    case .xor: a != b
    case .xnor: a == b
    }
  }

  /// The gate's four rows, (0, 0), (0, 1), (1, 0) and (1, 1), each with what it puts out, 0 or 1.
  public var dataset: Dataset<Float> {
    let rows = [(false, false), (false, true), (true, false), (true, true)]
    return Dataset(
      inputs: rows.flatMap { [$0 ? 1 : 0, $1 ? 1 : 0] }, shape: [2],
      targets: rows.map { self($0, $1) ? 1 : 0 })
  }
}

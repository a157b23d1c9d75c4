/// NumPy's `SeedSequence` (contract; to be filled in).
public struct SeedSequence: Sendable, Hashable {
  public init(_ entropy: UInt64) {}
  /// `n` independent children, as NumPy's `SeedSequence.spawn(n)`; later calls give further ones.
  public mutating func spawn(_ count: Int) -> [SeedSequence] { [] }
  public func generateState64(_ count: Int) -> [UInt64] { [] }
}

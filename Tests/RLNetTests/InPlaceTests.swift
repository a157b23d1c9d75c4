import RLNet
import Testing

/// Operations that write into the memory of what they are computed from, where nobody else has it.
@Suite struct InPlaceTests {
  typealias Operation = @Sendable (Tensor) -> Tensor

  private static let base: [Float] = [0.5, 1.25, 2, 0.25, 3, 0.1, 0.7]
  private static let operations: [(String, Operation)] = [
    ("tanh", { $0.tanh() }), ("exp", { $0.exp() }), ("sigmoid", { $0.sigmoid() }),
    ("relu", { ($0 - 1).relu() }), ("squareRoot", { $0.squareRoot() }),
  ]

  /// Whoever else holds the numbers still has them.
  @Test(arguments: operations)
  func nobodyElseSeesIt(_ name: String, _ operation: Operation) {
    let x = Tensor(Self.base)
    let view = x.reshaped(to: [7, 1])
    let array = [x, Tensor(Self.base)]
    let y = operation(x)
    #expect(y.elements != Self.base)
    #expect(operation(view).elements == y.elements && operation(array[1]).elements == y.elements)
    #expect(operation(x.detached()).elements == y.elements)
    #expect(operation(Tensor(Self.base)).elements == y.elements)
    for tensor in [x, view] + array { #expect(tensor.elements == Self.base, "\(name)") }
  }

  /// Also what a loss has put aside, and a gradient that goes two ways.
  @Test(arguments: operations)
  func gradientsAreThoseOfCopies(_ name: String, _ operation: Operation) throws {
    let x = Tensor(Self.base)
    let slope = valueAndGradient(at: x) { operation($0 * 1).sum() }.gradient.elements
    var kept: Tensor?
    let (_, twice) = valueAndGradient(at: x) {
      let product = $0 * 1
      kept = product
      return (operation(product) + operation($0 * 1)).sum()
    }
    #expect(try #require(kept).elements == Self.base)
    #expect(twice.elements == slope.map { 2 * $0 }, "\(name)")
    let (_, beside) = valueAndGradient(at: x) {
      let product = $0 * 1
      return (operation(product) + product).sum()
    }
    for (found, slope) in zip(beside.elements, slope) { #expect(abs(found - slope - 1) < 1e-6) }
  }

  @Test func theMemoryIsUsedAgain() {
    let x = Tensor(repeating: 0.5, shape: [64, 64])
    let sum = x + x
    let before = sum.withUnsafeElements { UInt(bitPattern: $0.baseAddress) }
    let after = addressOfTanh(consume sum)
    #expect(after == before)
  }

  private func addressOfTanh(_ tensor: consuming Tensor) -> UInt {
    tensor.tanh().withUnsafeElements { UInt(bitPattern: $0.baseAddress) }
  }
}

import RLNet
import RLRandom
import Testing

/// Short rows go through vectors side by side, longer ones along a vector; the bits are the same.
/// A column of −∞ makes a row long and adds nothing.
@Suite struct NarrowSoftmaxTests {
  @Test(arguments: 1...8) func shortRowsAreAsLongOnes(columns: Int) {
    var generator = PCG64(seed: UInt64(columns))
    for rows in [1, 4, 16, 37] {
      var short = Tensor.normal(standardDeviation: 4, shape: [rows, columns], using: &generator)
      short[0, columns - 1] = short[0, 0]  // two greatest ones, or one
      let upstream = Tensor.normal(shape: [rows, columns], using: &generator)
      expectEqual(short, upstream) { $0.softmax() }
      expectEqual(short, upstream) { $0.logSoftmax() }
    }
  }

  private func expectEqual(_ short: Tensor, _ upstream: Tensor, _ function: (Tensor) -> Tensor) {
    let columns = short.shape[1]
    let missing = Tensor(repeating: -.infinity, shape: [short.shape[0], 9 - columns])
    let long = Tensor.concatenate([short, missing], axis: 1)
    #expect(bits(function(short)) == bits(function(long), columns))

    let (_, gradient) = valueAndGradient(at: short) { (function($0) * upstream).sum() }
    let (_, expected) = valueAndGradient(at: long) { long in
      let kept = function(long).transposed().rows(Array(0..<columns)).transposed()
      return (kept * upstream).sum()
    }
    #expect(bits(gradient) == bits(expected, columns))
  }

  /// The elements of the first columns, as bits.
  private func bits(_ tensor: Tensor, _ columns: Int? = nil) -> [UInt32] {
    let width = tensor.shape[1]
    return tensor.elements.enumerated().filter { $0.offset % width < columns ?? width }
      .map(\.element.bitPattern)
  }
}

import Foundation
import RLNet
import RLRandom
import Testing

@Suite struct TwoNetworksTests {
  /// Points with the means (2, −1), the deviations 1 and ½, and the correlation 0.6.
  private static func real(_ count: Int, _ numbers: inout PCG64) -> Tensor {
    let independent = Tensor.normal(shape: [count, 2], using: &numbers)
    return independent.matmul(Tensor(rows: [[1, 0.3], [0, 0.4]])) + Tensor([2, -1])
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func theGeneratorLearnsANormalDistribution(seed: UInt64) {
    var networks = TwoNetworks(seed: seed)
    for _ in 0..<4000 { networks.update(real: Self.real) }
    var numbers = PCG64(seed: seed + 100)
    let samples = networks.samples(10_000, using: &numbers)
    let mean = samples.mean(axis: 0)
    let distance = samples - mean
    let covariance = distance.transposed().matmul(distance) / 10_000
    let expected: [(String, Float, Float)] = [
      ("mean of x", mean[0], 2), ("mean of y", mean[1], -1),
      ("deviation of x", covariance[0, 0].squareRoot(), 1),
      ("deviation of y", covariance[1, 1].squareRoot(), 0.5),
      ("covariance", covariance[0, 1], 0.3),
    ]
    for (name, found, value) in expected {
      #expect(abs(found - value) <= 0.15, "\(name), seed \(seed): \(found), not \(value)")
    }
  }
}

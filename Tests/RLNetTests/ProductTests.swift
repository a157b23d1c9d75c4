import CRLKernels
import RLNet
import RLRandom
import TestSupport
import Testing

/// Matrix products give the bits that CRLKernels.h defines, on every instruction set and on any
/// number of threads.
struct ProductTests {
  @Test func productsAreTheDefinedBits() {
    let seed = Seeds.fresh("matrix products")
    var generator = PCG64(seed: seed)
    let rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 33, 64]
    let columns = [
      0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, 31, 32, 40, 47, 48, 49, 63, 64, 65, 95, 96, 100, 127,
      130, 383, 384, 385, 400, 432,
    ]
    let terms = [0, 1, 2, 3, 4, 5, 17, 63, 64, 65, 100, 511, 512, 513, 700, 1_024, 1_025, 1_100]
    var checked = 0
    while checked < 300 {
      let (m, n, k) = (generator.pick(rows), generator.pick(columns), generator.pick(terms))
      guard m * n * k <= 150_000 else { continue }
      check(ProductArguments(m, n, k, using: &generator), seed)
      checked += 1
    }
  }

  /// Shapes beyond one block of packed rows, columns and terms.
  @Test(arguments: [
    (100, 390, 64), (5, 433, 513), (97, 130, 66), (73, 128, 65), (6, 800, 70), (3, 70, 1_100),
    (200, 3, 600),
  ])
  func largeProductsAreTheDefinedBits(_ m: Int, _ n: Int, _ k: Int) {
    let seed = Seeds.fresh("large matrix products")
    var generator = PCG64(seed: seed)
    check(ProductArguments(m, n, k, using: &generator), seed)
  }

  /// Packed and unpacked operands, few columns, full and partial blocks and panels: a fixed list,
  /// so that every path of every table is taken in every run.
  @Test(arguments: [
    (33, 3, 600), (35, 4, 1_030), (100, 400, 513), (80, 130, 600), (200, 400, 700),
    (47, 2, 513), (1, 95, 600), (4, 31, 530), (40, 7, 600), (9, 61, 60),
  ])
  func everyLayoutGivesTheDefinedBits(_ m: Int, _ n: Int, _ k: Int) {
    var generator = PCG64(seed: UInt64(m))
    for (transposedA, transposedB) in [(false, false), (false, true), (true, false), (true, true)] {
      for bias in [false, true] {
        let product = ProductArguments(
          m, n, k, transposedA: transposedA, transposedB: transposedB, bias: bias,
          using: &generator)
        check(product, UInt64(m))
      }
    }
  }

  private func check(_ product: ProductArguments, _ seed: UInt64) {
    let expected = product.expected
    for table in KernelTable.all {
      expectBits(
        product.result(of: table), expected,
        "\(KernelTable.name(table)): \(product), seed \(seed)")
    }
  }

  @Test func threadsDoNotChangeBits() {
    var generator = PCG64(seed: 7)
    for (m, n, k) in [(257, 260, 257), (10_000, 64, 40), (17, 1_500, 700), (60_000, 3, 100)] {
      let a = Tensor.normal(shape: [m, k], using: &generator)
      let b = Tensor.normal(shape: [k, n], using: &generator)
      var layer = Linear(weight: b, bias: .normal(shape: [n], using: &generator))
      func results() -> [Float] {
        let (_, gradient) = valueAndGradient(at: &layer) { $0(a).squared().sum() }
        return a.matmul(b).elements + layer(a).elements + gradient.weight.elements
      }
      let expected = results()
      for threads in [2, 3, 5] {
        expectBits(withThreads(threads, results), expected, "\(m)×\(n)×\(k), \(threads) threads")
      }
    }
  }

  @Test func threadsBelowOneStop() async {
    expectStop(
      saying: "at least one thread is needed, not 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        withThreads(0) {}
      })
  }
}

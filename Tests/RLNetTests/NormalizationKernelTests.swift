import CRLKernels
import RLNet
import RLRandom
import TestSupport
import Testing

/// The kernels of normalisation give the bits that CRLKernels.h defines, under all instruction sets.
struct NormalizationKernelTests {
  @Test func resultsAreTheDefinedBits() {
    let seed = Seeds.fresh("kernels of normalisation")
    var generator = PCG64(seed: seed)
    let shapes = [
      (0, 3, 1), (3, 0, 1), (2, 3, 0), (1, 1, 1), (2, 5, 1), (64, 16, 1), (513, 17, 1),
      (1_030, 1, 1), (7, 40, 1), (1, 4, 33), (1, 3, 1_030), (3, 2, 2), (5, 3, 16), (4, 17, 49),
      (514, 2, 3), (2, 2, 600),
    ]
    for (outer, groups, inner) in shapes {
      for special in [false, true] {
        func numbers(_ count: Int) -> [Float] {
          special ? generator.mixedFloats(count) : generator.floats(count)
        }
        let given = NormalizationArguments(
          outer: outer, groups: groups, inner: inner, x: numbers(outer * groups * inner),
          upstream: numbers(outer * groups * inner),
          vectors: (0..<4).map { _ in numbers(groups) })
        let label = "[\(outer), \(groups), \(inner)], seed \(seed)"
        let results = agreedResults(label) { given.results(of: $0) }
        let expected = given.expected
        #expect(results.map(\.0) == expected.map(\.0))
        for ((name, found), (_, numbers)) in zip(results, expected) {
          expectBits(found, numbers, "\(name) of \(label)")
        }
      }
    }
  }
}

/// The arguments of the kernels of normalisation of a table.
private struct NormalizationArguments {
  let outer, groups, inner: Int
  let x, upstream: [Float]
  /// A mean and three factors for each group.
  let vectors: [[Float]]

  func results(of table: rl_kernels) -> [(String, [Float])] {
    let x = GuardedFloats(x)
    let upstream = GuardedFloats(upstream)
    let vectors = vectors.map { GuardedFloats($0) }
    let (mean, a, b, c) = (vectors[0].start, vectors[1].start, vectors[2].start, vectors[3].start)
    let squares = GuardedFloats(zeros: groups)
    let sums = GuardedFloats(zeros: groups)
    let products = GuardedFloats(zeros: groups)
    let y = GuardedFloats(zeros: x.count)
    let slope = GuardedFloats(zeros: x.count)
    table.squared_deviations(outer, groups, inner, x.start, mean, squares.start)
    table.normalize(outer, groups, inner, x.start, mean, a, b, y.start)
    table.normalize_sums(
      outer, groups, inner, x.start, mean, upstream.start, sums.start, products.start)
    table.normalize_backward(
      outer, groups, inner, x.start, mean, upstream.start, a, b, c, slope.start)
    return withExtendedLifetime(vectors) {
      [
        ("squared_deviations", squares.values), ("normalize", y.values), ("sums", sums.values),
        ("products", products.values), ("normalize_backward", slope.values),
      ]
    }
  }

  /// The same by the formulas, a number at a time.
  var expected: [(String, [Float])] {
    func each(_ body: (_ place: Int, _ group: Int) -> Float) -> [Float] {
      x.indices.map { body($0, $0 / inner % groups) }
    }
    func sums(_ terms: [Float]) -> [Float] {
      let runs = (0..<outer * groups).map { run in
        KernelReference.sum(Array(terms[run * inner..<(run + 1) * inner]))
      }
      return KernelReference.sumStrided(runs, outer: 1, n: outer, inner: groups)
    }
    let (mean, a, b, c) = (vectors[0], vectors[1], vectors[2], vectors[3])
    let deviations = each { x[$0] - mean[$1] }
    return [
      ("squared_deviations", sums(deviations.map { $0 * $0 })),
      ("normalize", each { b[$1].addingProduct(deviations[$0], a[$1]) }),
      ("sums", sums(upstream)),
      ("products", sums(zip(upstream, deviations).map { $0 * $1 })),
      (
        "normalize_backward",
        each { (upstream[$0] - a[$1]).addingProduct(b[$1], deviations[$0]) * c[$1] }
      ),
    ]
  }
}

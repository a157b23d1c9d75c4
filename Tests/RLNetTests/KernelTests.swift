import CRLKernels
import Foundation
import RLNet
import RLRandom
import TestSupport
import Testing

/// All instruction sets give the bits that CRLKernels.h defines.
struct KernelTests {
  @Test func instructionSetsAreKnown() {
    #if arch(x86_64)
      let known = ["avx512", "avx2", "plain"]
    #elseif arch(arm64)
      let known = ["neon", "plain"]
    #else
      let known = ["plain"]
    #endif
    let available = availableInstructionSets
    let missing = known.filter { !available.contains($0) }
    print("instruction sets compared: \(available); missing on this machine: \(missing)")
    #expect(available == known.filter { available.contains($0) })
    #expect(available.last == "plain")
    // As RLNET_CPU asks, or else the best; a name that cannot run here is told.
    let requested = ProcessInfo.processInfo.environment["RLNET_CPU"] ?? ""
    #expect(instructionSet == (available.contains(requested) ? requested : available.first))
    let isUnavailable = !requested.isEmpty && !available.contains(requested)
    #expect(unavailableInstructionSet == (isUnavailable ? requested : nil))
    #expect(KernelTable.all.map(KernelTable.name) == available)
  }

  @Test func elementwiseFunctionsAreTheDefinedBits() {
    let seed = Seeds.fresh("element-wise kernels")
    var generator = PCG64(seed: seed)
    for size in [0, 1, 2, 3, 4, 5, 15, 16, 17, 31, 32, 33, 47, 64, 100, 513, 1_030] {
      let given = arguments(size, &generator)
      let results = agreedResults("\(size) elements, seed \(seed)") { given.results(of: $0) }
      let byName = Dictionary(uniqueKeysWithValues: results)
      let table = rl_kernels_active().pointee
      for (name, expected) in KernelReference.elementwise(given, table: table) {
        expectBits(byName[name], expected, "\(name) of \(size) elements, seed \(seed)")
      }
      for (name, _) in KernelTable.unary {
        expectBits(byName["\(name) in place"], byName[name] ?? [], "\(name) in place, seed \(seed)")
      }
    }
  }

  /// Also in the last part of an array that is no multiple of 16.
  @Test func rectifiersAndClampsLeaveNaNAlone() {
    let size = 19
    let nan = ElementwiseArguments(
      a: Array(repeating: .nan, count: size), b: Array(repeating: 3, count: size),
      mask: Array(repeating: 0, count: size), p: 0.1, q: 1)
    let backward = Array(repeating: Float(3), count: size)
    for table in KernelTable.all {
      let found = Dictionary(uniqueKeysWithValues: nan.results(of: table))
      for name in ["relu", "leaky_relu", "clamp", "binary_cross_entropy", "softplus", "sigmoid"] {
        expectBits(found[name], nan.a, "\(KernelTable.name(table)): \(name) of NaN")
      }
      for name in ["relu_backward", "clamp_backward_of_argument"] {
        expectBits(found[name], backward, "\(KernelTable.name(table)): \(name) of NaN")
      }
    }
  }

  @Test func functionsOfANumberAreThoseOfEqualNumbers() {
    let seed = Seeds.fresh("kernels of numbers")
    var generator = PCG64(seed: seed)
    for size in [1, 5, 16, 40] {
      let given = arguments(size, &generator)
      func throughout(_ x: [Float]) -> [Float] { Array(repeating: x[0], count: size) }
      for table in KernelTable.all {
        let found = Dictionary(uniqueKeysWithValues: given.results(of: table))
        for (a, b, suffix) in [
          (throughout(given.a), given.b, "of a number"),
          (given.a, throughout(given.b), "by a number"),
          (throughout(given.a), throughout(given.b), "of numbers"),
        ] {
          let spread = ElementwiseArguments(
            a: a, b: b, mask: given.mask, p: given.p, q: given.q)
          let expected = Dictionary(uniqueKeysWithValues: spread.results(of: table))
          for (name, _) in KernelTable.binary {
            expectBits(
              found["\(name) \(suffix)"], expected[name] ?? [],
              "\(KernelTable.name(table)): \(name) \(suffix), \(size) elements, seed \(seed)")
          }
        }
      }
    }
  }

  @Test func reductionsAreTheDefinedBits() {
    let seed = Seeds.fresh("reductions")
    var generator = PCG64(seed: seed)
    for size in [0, 1, 2, 3, 4, 5, 15, 16, 17, 100, 511, 512, 513, 528, 1_000, 1_024, 1_025, 3_000]
    {
      let finite = ElementwiseArguments(
        a: generator.floats(size), b: generator.floats(size), mask: [], p: 0, q: 0)
      for given in [finite, arguments(size, &generator)] {
        let rows = generator.pick([1, 2, 5])
        let label = "\(size) elements, \(rows) rows, seed \(seed)"
        let results = agreedResults(label) { given.reductions(of: $0, rows: rows) }
        let expected =
          [
            ("sum", [KernelReference.sum(given.a)]),
            ("sum_of_squares", [KernelReference.sum(given.a) { $0.addProduct($1, $1) }]),
          ] + KernelReference.rows(given, rows: rows, table: rl_kernels_active().pointee)
        let byName = Dictionary(uniqueKeysWithValues: results)
        for (name, numbers) in expected {
          expectBits(byName[name], numbers, "\(name) of \(label)")
        }
      }
    }
  }

  @Test func stridedSumsAreTheDefinedBits() {
    let seed = Seeds.fresh("strided sums")
    var generator = PCG64(seed: seed)
    for n in [0, 1, 2, 7, 511, 512, 513, 1_030] {
      for inner in [1, 2, 15, 16, 17, 33, 64, 79, 80, 130] {
        let outer = generator.integer(in: 0..<4)
        let x = generator.floats(outer * n * inner)
        let results = agreedResults("\(outer)×\(n)×\(inner), seed \(seed)") { table in
          let given = GuardedFloats(x)
          let y = GuardedFloats(zeros: outer * inner)
          table.sum_strided(outer, n, inner, given.start, y.start)
          return [("sum_strided", y.values)]
        }
        expectBits(
          results.first?.1, KernelReference.sumStrided(x, outer: outer, n: n, inner: inner),
          "sum_strided of \(outer)×\(n)×\(inner), seed \(seed)")
      }
    }
  }

  @Test func optimizerStepsAreTheDefinedBits() {
    let seed = Seeds.fresh("optimizer steps")
    var generator = PCG64(seed: seed)
    for size in [0, 1, 15, 16, 17, 100] {
      for nesterov: Int32 in [0, 1] {
        let given = StepArguments(
          parameter: generator.floats(size), gradient: generator.floats(size),
          first: generator.floats(size), second: generator.floats(size).map(\.magnitude),
          step: rl_optimizer_step(
            learning_rate: 0.01, l2: generator.pick([0, 0.1]), shrink: generator.pick([1, 0.99]),
            momentum: 0.9, nesterov: nesterov, square_decay: 0.99, epsilon: 1e-6,
            square_correction: 1.7, epsilon_inside_root: generator.pick([0, 1])))
        let label = "\(size) elements, seed \(seed)"
        let results = agreedResults(label) { given.results(of: $0) }
        for ((name, found), (_, expected)) in zip(results, given.expected) {
          expectBits(found, expected, "\(name) of \(label)")
        }
        #expect(results.map(\.0) == given.expected.map(\.0))
      }
    }
  }

  private func arguments(_ size: Int, _ generator: inout PCG64) -> ElementwiseArguments {
    ElementwiseArguments(
      a: generator.mixedFloats(size), b: generator.mixedFloats(size),
      mask: (0..<size).map { _ in UInt8(generator.integer(below: 2)) },
      p: Float(generator.normal()), q: Float(generator.uniform(0.1, 2)))
  }
}

/// The results of the table in use, which all others must repeat.
func agreedResults(
  _ label: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: (rl_kernels) -> [(String, [Float])]
) -> [(String, [Float])] {
  let results = body(rl_kernels_active().pointee)
  for table in KernelTable.all {
    for ((name, found), (_, expected)) in zip(body(table), results) {
      expectBits(
        found, expected,
        "\(KernelTable.name(table)) against \(instructionSet): \(name) of \(label)",
        sourceLocation: sourceLocation)
    }
  }
  return results
}

/// Expects the same bits in every place.
func expectBits(
  _ found: [Float]?, _ expected: [Float], _ label: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let found else {
    Issue.record("\(label): no such function", sourceLocation: sourceLocation)
    return
  }
  guard let place = firstDifference(found, expected) else { return }
  func text(_ x: [Float]) -> String { place < x.count ? "\(x[place])" : "missing" }
  Issue.record(
    "\(label): element \(place) of \(expected.count) is \(text(found)) instead of \(text(expected))",
    sourceLocation: sourceLocation)
}

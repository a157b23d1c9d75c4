import RLRandom
import TestSupport
import Testing

struct SeedSequenceTests {
  struct Cases: Decodable {
    let roots, keyed: [Node]
    let trees: [Tree]
  }
  struct Node: Decodable {
    let entropy, spawnKey, words32: [UInt32]
    let words64: [Hex64]
  }
  struct Tree: Decodable {
    let entropy: [UInt32]
    /// Three children, two children of the second of these, two more children.
    let nodes: [Node]
  }

  let cases: Cases

  init() throws { cases = try Fixture.load("seed_sequence") }

  private func expect(_ sequence: SeedSequence, equals node: Node) {
    #expect(sequence.entropy == node.entropy)
    #expect(sequence.spawnKey == node.spawnKey)
    #expect(sequence.generateState32(node.words32.count) == node.words32)
    #expect(sequence.generateState64(node.words64.count) == node.words64.values)
  }

  @Test func statesOfSeedsEqualNumPy() {
    #expect(cases.roots.count == 10)
    for node in cases.roots {
      expect(SeedSequence(entropy: node.entropy), equals: node)
      if node.entropy.count <= 2 {
        let seed = UInt64(node.entropy[0]) | UInt64(node.entropy.dropFirst().first ?? 0) << 32
        expect(SeedSequence(seed), equals: node)
      }
    }
  }

  @Test func statesOfSpawnKeysEqualNumPy() {
    #expect(cases.keyed.count == 40)
    for node in cases.keyed {
      expect(SeedSequence(entropy: node.entropy, spawnKey: node.spawnKey), equals: node)
    }
  }

  @Test func treesOfChildrenEqualNumPy() {
    #expect(cases.trees.count == 10)
    for tree in cases.trees {
      var root = SeedSequence(entropy: tree.entropy)
      var children = root.spawn(3)
      let grandchildren = children[1].spawn(2)
      children += grandchildren + root.spawn(2)
      #expect(children.count == tree.nodes.count)
      for (child, node) in zip(children, tree.nodes) { expect(child, equals: node) }
      #expect(root.childrenSpawned == 5)
    }
  }

  @Test func spawningContinuesFromWrittenNumbers() {
    var whole = SeedSequence(12)
    let all = whole.spawn(5)
    var resumed = SeedSequence(entropy: whole.entropy, childrenSpawned: 3)
    #expect(resumed.spawn(2) == Array(all[3...]))
    #expect(resumed == whole)
  }

  @Test func spawningLeavesTheSequencesOwnStateAlone() {
    var sequence = SeedSequence(12)
    let before = sequence.generateState64(4)
    #expect(sequence.spawn(0).isEmpty)
    _ = sequence.spawn(2)
    #expect(sequence.generateState64(4) == before)
  }

  @Test func negativeCountsStop() async {
    expectStop(
      saying: "spawn: count is -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var sequence = SeedSequence(1)
        _ = sequence.spawn(-1)
      })
    expectStop(
      saying: "generateState32: count is -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SeedSequence(1).generateState32(-1)
      })
    expectStop(
      saying: "generateState64: count is -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SeedSequence(1).generateState64(-1)
      })
    expectStop(
      saying: "childrenSpawned is -1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SeedSequence(entropy: [1], childrenSpawned: -1)
      })
  }
}

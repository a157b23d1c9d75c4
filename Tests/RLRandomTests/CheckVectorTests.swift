import RLRandom
import Testing

/// Short published sequences, readable without the fixtures.
struct CheckVectorTests {
  @Test func seedSequenceOf42() {
    let words = SeedSequence(42).generateState64(4)
    let expected: [UInt64] = [
      0x9f1e_2e6d_cd54_0ab7, 0xd578_73dc_79fb_94b6, 0x7d28_2a1b_64d4_20b7, 0x3365_7971_4692_d5ff,
    ]
    #expect(words == expected)
  }

  @Test func pcg64Of42() {
    var generator = PCG64(seed: 42)
    let draws = (0..<4).map { _ in generator.next() }
    let expected: [UInt64] = [
      0xc621_fbcd_16d9_2688, 0x705a_5661_a791_ffc1, 0xdbcd_12c2_6eda_1624, 0xb286_b60e_1600_888d,
    ]
    #expect(draws == expected)
  }

  @Test func firstUniformOf42() {
    var generator = PCG64(seed: 42)
    #expect(generator.uniform() == 0.7739560485559633)
  }

  /// Gymnasium 1.4.0: CartPole's `action_space.seed(1)`, then 16 samples.
  @Test func actionsOfCartPoleSeed1() {
    var generator = PCG64(seed: 1)
    let actions = (0..<16).map { _ in generator.integer(below: 2) }
    #expect(actions == [0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0])
  }

  /// Gymnasium 1.4.0: CartPole's state after `reset(seed=42)`.
  @Test func cartPoleResetOf42() {
    var generator = PCG64(seed: 42)
    let state = (0..<4).map { _ in generator.uniform(-0.05, 0.05) }
    #expect(
      state == [
        0.027395604855596334, -0.006112156024794771, 0.03585979199113824, 0.019736802905936393,
      ])
  }
}

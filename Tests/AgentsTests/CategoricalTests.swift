import Agents
import RLNet
import RLRandom
import TestSupport
import Testing

struct CategoricalTests {
  private let logits = Tensor(rows: [[0.5, -1, 2, 0.25], [3, 3, -2, 1], [-0.5, 0, 0.5, 1]])
  private let allowed = [
    true, false, true, true, false, false, true, true, true, true, true, true,
  ]

  /// Probabilities that are powers of 2.
  @Test func probabilitiesAndEntropyAreThoseOfTheDefinition() {
    let halves = Tensor(rows: [[-1, -2, -3, -3]]) * Float(0.693_147_18)
    let choice = Categorical(logits: halves + 5)
    #expect(relativeError(choice.logProbabilities.doubles, halves.doubles) < 1e-6)
    #expect(abs(choice.entropy[0] - 1.75 * 0.693_147_18) < 1e-6)
    for action in 0..<4 {
      #expect(choice.logProbability(of: [action]) == choice.logProbabilities.gather([action]))
    }
  }

  /// The random stream, the loss and its gradient are those of formulas written out, bit for bit.
  @Test func nothingButTheWrittenFormulasHappens() {
    var (first, second) = (PCG64(seed: 3), PCG64(seed: 3))
    let probabilities = logits.softmax().elements
    for _ in 0..<50 {
      let expected = (0..<3).map { second.categorical(probabilities[$0 * 4..<$0 * 4 + 4]) }
      #expect(Categorical(logits: logits).sample(using: &first) == expected)
    }
    #expect(first == second)

    let (actions, advantages) = ([2, 0, 1], Tensor([1.5, -0.25, 0.75]))
    var (model, same) = (logits, logits)
    let found = valueAndGradient(at: &model) { logits in
      let choice = Categorical(logits: logits)
      let loss = -(choice.logProbability(of: actions) * advantages).mean()
      return loss - 0.01 * choice.entropy.mean()
    }
    let expected = valueAndGradient(at: &same) { logits in
      let logProbabilities = logits.logSoftmax()
      let loss = -(logProbabilities.gather(actions) * advantages).mean()
      return loss - 0.01 * -(logProbabilities.exp() * logProbabilities).sum(axis: 1).mean()
    }
    #expect(found.value == expected.value && found.gradient == expected.gradient)
  }

  @Test func theModeIsTheFirstOfTheLargest() {
    #expect(Categorical(logits: logits).mode == [2, 0, 3])
    #expect(Categorical(logits: logits, allowed: allowed).mode == [2, 3, 3])
  }

  /// The rest of a row is the choice that there would be without the forbidden actions.
  @Test func forbiddenActionsAreAsIfTheyWereNotThere() {
    let masked = Categorical(logits: logits, allowed: allowed)
    let probabilities = masked.logProbabilities.exp()
    let kept = [[0, 2, 3], [2, 3], [0, 1, 2, 3]]
    for (row, actions) in kept.enumerated() {
      let alone = Categorical(logits: Tensor(rows: [actions.map { logits[row, $0] }]))
      for (column, action) in actions.enumerated() {
        let difference = masked.logProbabilities[row, action] - alone.logProbabilities[0, column]
        #expect(abs(difference) < 1e-6)
      }
      for action in Set(0..<4).subtracting(actions) { #expect(probabilities[row, action] == 0) }
      #expect(abs(masked.entropy[row] - alone.entropy[0]) < 1e-6)
    }
    var generator = PCG64(seed: 4)
    for _ in 0..<300 {
      for (row, action) in masked.sample(using: &generator).enumerated() {
        #expect(kept[row].contains(action))
      }
    }
  }

  @Test func forbiddenActionsGetNoGradient() {
    let (_, gradient) = valueAndGradient(at: logits) { logits in
      let choice = Categorical(logits: logits, allowed: allowed)
      return (choice.logProbability(of: [0, 3, 1]) + choice.entropy).sum()
    }
    for (slope, isAllowed) in zip(gradient.elements, allowed) {
      #expect(isAllowed ? slope != 0 && slope.isFinite : slope == 0)
    }
  }

  @Test func slopesAreThoseOfDifferences() {
    let actions = [2, 3, 0]
    for allowed in [nil, allowed] {
      expectSlopes([logits], "log-probability") {
        Categorical(logits: $0[0], allowed: allowed).logProbability(of: actions)
      }
      expectSlopes([logits], "entropy") { Categorical(logits: $0[0], allowed: allowed).entropy }
    }
  }

  @Test func mistakesStop() async {
    expectStop(
      saying: "row 1 allows none of its 2 actions",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Categorical(logits: Tensor.zeros([2, 2]), allowed: [true, false, false, false])
      })
    expectStop(
      saying: "3 truths do not say of logits [2, 2] which are allowed",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Categorical(logits: Tensor.zeros([2, 2]), allowed: [true, false, false])
      })
    expectStop(
      saying: "action 1 is forbidden in row 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Categorical(logits: Tensor.zeros([1, 2]), allowed: [true, false])
          .logProbability(of: [1])
      })
  }
}

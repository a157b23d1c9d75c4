import RLNet
import RLSupervised
import Testing

@Suite struct GatesTests {
  /// The ancestors' figure: each output within .003 of its target.
  @Test(arguments: 1...10)
  func everyGateIsLearnedFromEverySeed(seed: UInt64) throws {
    var training = try SupervisedTraining<Gates>(Gates.Configuration(), seed: seed)
    while !training.isFinished { training.advance() }
    for (gate, outputs) in training.task.outputs {
      let truth = [(0, 0), (0, 1), (1, 0), (1, 1)].map { gate.truth($0 == 1, $1 == 1) }
      for (output, isTrue) in zip(outputs, truth) {
        #expect(abs(output - (isTrue ? 1 : 0)) <= 0.003, "\(gate), seed \(seed): \(outputs)")
      }
    }
  }
}

extension Gates.Gate {
  /// The definition, written once more.
  fileprivate func truth(_ a: Bool, _ b: Bool) -> Bool {
    switch self {
    case .and: a && b
    case .or: a || b
    case .nand: !a || !b
    case .nor: !a && !b
    case .xor: (a || b) && !(a && b)
    case .xnor: a == b
    case .not: !a
    }
  }
}

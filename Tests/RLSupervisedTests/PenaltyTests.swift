import RLNet
import RLSupervised
import Testing

/// `loss(on:)` is what a gradient step makes smaller, its L2 penalty included.
@Suite struct PenaltyTests {
  /// How much one small step of plain gradient descent lowers the loss, as a part of what its slope
  /// promises: |Δw|²/η in the units that training computes in.
  private func gain<T: SupervisedTask>(
    _ type: T.Type, l2: Float, _ change: (inout T.Configuration) -> Void = { _ in }
  ) throws -> (gain: Double, penalty: Double) {
    let rate: Float = 1e-3
    var configuration = T.Configuration()
    configuration.training.optimizer = .sgd
    configuration.training.learningRate = rate
    configuration.training.decay = 1
    configuration.training.gradientNorm = nil
    configuration.training.l2 = l2
    change(&configuration)
    let task = try T(configuration, data: DataStore(folder: "/nowhere"), TaskStreams(seed: 2))
    var next = task
    let all = Array(0..<task.exampleCount)[...]
    _ = next.update(on: all, progress: 0)
    var moved = 0.0
    for (old, new) in zip(task.namedTensors, next.namedTensors) {
      for (a, b) in zip(old.tensor.elements, new.tensor.elements) {
        moved += (Double(b) - Double(a)) * (Double(b) - Double(a))
      }
    }
    let (before, after) = (task.loss(on: all), next.loss(on: all))
    let fall = try #require(before) - #require(after)
    return (fall / (moved / Double(rate)), task.penalty)
  }

  private func expectSame<T: SupervisedTask>(
    _ type: T.Type, scale: Double? = 1, _ change: (inout T.Configuration) -> Void = { _ in }
  ) throws {
    let (plain, none) = try gain(type, l2: 0, change)
    let (penalised, penalty) = try gain(type, l2: 1, change)
    #expect(none == 0 && penalty > 0)
    #expect(abs(penalised / plain - 1) < 0.03, "\(T.name): \(penalised), \(plain)")
    if let scale { #expect(abs(plain / scale - 1) < 0.03, "\(T.name): \(plain)") }
  }

  @Test func theLossIsWhatAStepLowers() throws {
    // The gates' costs are summed to learn from, and their mean is told.
    try expectSame(Gates.self, scale: 1.0 / 7)
    try expectSame(Composite.self)
    try expectSame(Iris.self) { $0.hidden = [8] }
    // Targets are learned in units of their own deviation.
    try expectSame(Regression.self, scale: nil) { $0.data = .polynomial }
    try expectSame(Regression.self) { $0.data = .logistic }
  }

  @Test func thePenaltyIsHalfTheSumOfSquares() throws {
    var configuration = Iris.Configuration()
    configuration.training.l2 = 0.25
    let task = Iris(configuration, data: DataStore(), TaskStreams(seed: 1))
    let squares = task.namedTensors.flatMap(\.tensor.elements)
      .reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(task.penalty - squares / 8) <= 1e-12 * squares)
    let positions = Array(0..<20)[...]
    var copy = task
    let cost = Double(copy.update(on: positions, progress: 0)[0])
    #expect(abs(try #require(task.loss(on: positions)) - cost - squares / 8) < 1e-6)
  }
}

import RLNet
import RLSupervised
import Testing

/// `loss(on:)` is what `update` returns of the same examples, where layers do the same in training.
@Suite struct LossTests {
  private func expectSame<T: SupervisedTask>(_ task: T) throws {
    let positions = Array(0..<min(task.exampleCount, 20))[...]
    let loss = try #require(task.loss(on: positions))
    var copy = task
    let trained = Double(copy.update(on: positions, progress: 0)[0])
    #expect(abs(loss - trained) <= 1e-6 * abs(trained))
    #expect(try #require(copy.loss(on: positions)) != loss)
  }

  @Test func lossIsWhatUpdateReturns() throws {
    let store = DataStore()
    let streams = TaskStreams(seed: 2)
    try expectSame(Gates(Gates.Configuration(), data: store, streams))
    try expectSame(Composite(Composite.Configuration(), data: store, streams))
    try expectSame(Moons(Moons.Configuration(), data: store, streams))
    try expectSame(Regression(Regression.Configuration(), data: store, streams))
    var logistic = Regression.Configuration()
    logistic.data = .logistic
    try expectSame(Regression(logistic, data: store, streams))
  }
}

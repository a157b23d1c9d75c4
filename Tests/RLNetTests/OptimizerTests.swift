import RLNet
import TestSupport
import Testing

/// Every optimizer against torch.optim, along 100 given gradients.
struct OptimizerTests {
  private struct File: Decodable {
    let parameters: [NamedReference]
    let gradients: [[[Double]]]
    let optimizers: [Case]
  }

  private struct Case: Decodable {
    let name: String
    let settings: Settings
    let snapshots: [Snapshot]
  }

  private struct Settings: Decodable {
    let learningRate: Float
    let momentum, alpha, rho, beta1, beta2, epsilon, l2, weightDecay, maximumNorm: Float?
    let nesterov: Bool?
  }

  private struct Snapshot: Decodable {
    let step: Int
    let values: [[Double]]
  }

  @Test func parametersArePyTorchs() throws {
    let file = try Fixture.load("optimizers", as: File.self)
    for test in file.optimizers {
      var model = file.parameters.map(\.reference.tensor)
      var optimizer = try optimizer(test, for: model)
      var snapshots = test.snapshots[...]
      for (index, numbers) in file.gradients.enumerated() {
        var gradient = zip(numbers, model).map { Tensor($0.map(Float.init), shape: $1.shape) }
        if let bound = test.settings.maximumNorm { gradient.clipNorm(to: bound) }
        optimizer.update(&model, along: gradient)
        guard let snapshot = snapshots.first, snapshot.step == index + 1 else { continue }
        snapshots.removeFirst()
        for (found, expected) in zip(model, snapshot.values) {
          expectClose(
            found, Reference(shape: found.shape.dimensions, data: expected),
            "\(test.name) after step \(snapshot.step)")
        }
      }
      #expect(snapshots.isEmpty)
    }
  }

  private func optimizer(_ test: Case, for model: [Tensor]) throws -> any Optimizer {
    let given = test.settings
    let regularization = Regularization(l2: given.l2 ?? 0)
    switch test.name.split(separator: "-").first {
    case "sgd":
      return SGD(
        for: model, learningRate: given.learningRate, momentum: given.momentum ?? 0,
        nesterov: given.nesterov ?? false, regularization: regularization)
    case "rmsprop":
      return RMSprop(
        for: model, learningRate: given.learningRate, squareDecay: try #require(given.alpha),
        epsilon: try #require(given.epsilon), momentum: given.momentum ?? 0,
        regularization: regularization)
    case "adagrad":
      return Adagrad(
        for: model, learningRate: given.learningRate, epsilon: try #require(given.epsilon),
        regularization: regularization)
    case "adadelta":
      return Adadelta(
        for: model, learningRate: given.learningRate, squareDecay: try #require(given.rho),
        epsilon: try #require(given.epsilon), regularization: regularization)
    case "adam":
      return Adam(
        for: model, learningRate: given.learningRate,
        betas: (try #require(given.beta1), try #require(given.beta2)),
        epsilon: try #require(given.epsilon), regularization: regularization)
    case "adamw":
      return AdamW(
        for: model, learningRate: given.learningRate,
        betas: (try #require(given.beta1), try #require(given.beta2)),
        epsilon: try #require(given.epsilon), weightDecay: try #require(given.weightDecay))
    default: throw UnknownName(name: test.name)
    }
  }

  @Test func anotherStructureStops() async {
    let made = "but the optimizer was made for a model with parameters of the shapes"
    expectStop(
      saying: "the gradient has the shapes [[4]], \(made) [[3]]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var optimizer = Adam(for: Tensor.zeros([3]))
        var model = Tensor.zeros([4])
        optimizer.update(&model, along: .zeros([4]))
      })
    expectStop(
      saying: "parameter 1 has the shapes [[5]], \(made) [[2], [3]]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var optimizer = SGD(for: [Tensor.zeros([2]), Tensor.zeros([3])])
        var model = [Tensor.zeros([2]), Tensor.zeros([5])]
        optimizer.update(&model, along: [.zeros([2]), .zeros([3])])
      })
    expectStop(
      saying: "the model has the shapes [[2]], \(made) [[2], [3]]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var optimizer = SGD(for: [Tensor.zeros([2]), Tensor.zeros([3])])
        var model = [Tensor.zeros([2])]
        optimizer.update(&model, along: [.zeros([2]), .zeros([3])])
      })
  }

  @Test func hyperParametersOutOfRangeStop() async {
    expectStop(
      saying: "momentum = 1.0 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SGD(for: Tensor(1), momentum: 1)
      })
    expectStop(
      saying: "Nesterov's momentum needs a momentum > 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SGD(for: Tensor(1), nesterov: true)
      })
    expectStop(
      saying: "squareDecay = -0.5 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop(for: Tensor(1), squareDecay: -0.5)
      })
    expectStop(
      saying: "momentum = nan is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop(for: Tensor(1), momentum: .nan)
      })
    expectStop(
      saying: "β₁ = 1.0 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adam(for: Tensor(1), betas: (1, 0.999))
      })
    expectStop(
      saying: "β₂ = 2.0 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = AdamW(for: Tensor(1), betas: (0.9, 2))
      })
    expectStop(
      saying: "squareDecay = 1.0 is out of range; it must be ≥ 0 and < 1",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adadelta(for: Tensor(1), squareDecay: 1)
      })
    expectStop(
      saying: "initialSquare = -1.0 is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adagrad(for: Tensor(1), initialSquare: -1)
      })
  }

  @Test func stepSizesOutOfRangeStop() async {
    expectStop(
      saying: "learningRate = -0.1 is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = SGD(for: Tensor(1), learningRate: -0.1)
      })
    expectStop(
      saying: "learningRate = nan is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop(for: Tensor(1), learningRate: .nan)
      })
    expectStop(
      saying: "learningRate = inf is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adagrad(for: Tensor(1), learningRate: .infinity)
      })
    expectStop(
      saying: "learningRate = -1.0 is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adadelta(for: Tensor(1), learningRate: -1)
      })
    expectStop(
      saying: "learningRate = -1.0 is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = AdamW(for: Tensor(1), learningRate: -1)
      })
    // It may change between updates, also to 0, the end of many schedules.
    var model = Tensor(1)
    var sgd = SGD(for: model, learningRate: 1)
    sgd.learningRate = 0
    sgd.update(&model, along: Tensor(5))
    #expect(model == Tensor(1))
    expectStop(
      saying: "learningRate = -2.0 is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var model = Tensor(1)
        var sgd = SGD(for: model, learningRate: 1)
        sgd.learningRate = -2
        sgd.update(&model, along: Tensor(5))
      })
  }

  @Test func epsilonsOutOfRangeStop() async {
    expectStop(
      saying: "epsilon = -1e-08 is out of range; it must be ≥ 0 and finite",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = RMSprop(for: Tensor(1), epsilon: -1e-8)
      })
    expectStop(
      saying: "epsilon = nan is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adagrad(for: Tensor(1), epsilon: .nan)
      })
    expectStop(
      saying: "epsilon = inf is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Adadelta(for: Tensor(1), epsilon: .infinity)
      })
    expectStop(
      saying: "epsilon = -1.0 is out of range",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = AdamW(for: Tensor(1), epsilon: -1)
      })
  }

  @Test func clippingToNothingStops() async {
    expectStop(
      saying: "a norm is clipped to a positive bound, not 0.0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var gradient = Tensor(1)
        gradient.clipNorm(to: 0)
      })
    expectStop(
      saying: "a norm is clipped to a positive bound, not nan",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var gradient = Tensor(1)
        gradient.clipNorm(to: .nan)
      })
  }

  /// The norm is that of all parameters together, and a gradient below the bound stays as it is.
  @Test func clippingKeepsTheDirection() {
    var gradient = [Tensor([3, 0]), Tensor([0, 0, 4])]
    #expect(gradient.norm == 5)
    #expect(gradient.clipNorm(to: 10) == 5)
    #expect(gradient == [Tensor([3, 0]), Tensor([0, 0, 4])])
    #expect(gradient.clipNorm(to: 1) == 5)
    #expect(abs(gradient.norm - 1) < 1e-6)
    var beyond = [Tensor([1e30, 2])]
    #expect(beyond.clipNorm(to: 1) == .infinity)
    #expect(beyond == [Tensor([0, 0])])
    #expect(gradient[0][1] == 0 && abs(gradient[1][2] / gradient[0][0] - 4 / 3) < 1e-6)
  }
}

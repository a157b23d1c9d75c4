import Agents
import RLNet
import RLRandom

extension Benchmark {
  /// One update of DQN: the target network's values, the targets, the loss and its gradient, Adam.
  static var updates: [Benchmark] {
    [
      ([4, 32, 32, 2], 32), ([4, 64, 64, 2], 64), ([4, 120, 84, 2], 128), ([4, 256, 256, 2], 64),
    ]
    .map { (widths: [Int], batch: Int) in
      let name = "dqn-update-\(widths.map(String.init).joined(separator: "-"))-b\(batch)"
      return Benchmark(name: name, unit: .microseconds, work: 1) {
        var generator = PCG64(seed: 1)
        var update = Update(widths, batch: batch, using: &generator)
        return { repetitions in for _ in 0..<repetitions { update.run() } }
      }
    }
  }

  /// The values of a single observation.
  static var forward: Benchmark {
    Benchmark(name: "forward-4-64-64-2-b1", unit: .microseconds, work: 1) {
      var generator = PCG64(seed: 1)
      let network = Sequential.perceptron([4, 64, 64, 2], .relu, using: &generator)
      let observation = Tensor.normal([1, 4], using: &generator)
      return { repetitions in for _ in 0..<repetitions { keep(network(observation)) } }
    }
  }

  /// Products of square matrices.
  static var products: [Benchmark] {
    [64, 128, 256, 512, 1024].map { (size: Int) in
      let operations = 2 * Double(size) * Double(size) * Double(size)
      return Benchmark(name: "matmul-\(size)", unit: .gigaflops, work: operations) {
        var generator = PCG64(seed: 1)
        let left = Tensor.normal([size, size], using: &generator)
        let right = Tensor.normal([size, size], using: &generator)
        return { repetitions in for _ in 0..<repetitions { keep(left.matmul(right)) } }
      }
    }
  }
}

/// The state of an update that is repeated, on minibatches in turn so that the loss does not vanish
/// on a single one.
private struct Update {
  struct Minibatch {
    let observations: Tensor
    let actions: [Int]
    let rewards: Tensor
    let nextObservations: Tensor
    /// 0 where the episode terminated, else 1.
    let futures: Tensor
  }

  var online: Sequential
  let target: Sequential
  var optimizer: Adam
  let minibatches: [Minibatch]
  var next = 0

  init(_ widths: [Int], batch: Int, using generator: inout PCG64) {
    let (inputs, outputs) = (widths[0], widths[widths.count - 1])
    online = .perceptron(widths, .relu, using: &generator)
    target = online
    optimizer = Adam(for: online, learningRate: 1e-3)
    minibatches = (0..<16).map { _ in
      Minibatch(
        observations: .normal([batch, inputs], using: &generator),
        actions: (0..<batch).map { _ in generator.integer(below: outputs) },
        rewards: .normal([batch], using: &generator),
        nextObservations: .normal([batch, inputs], using: &generator),
        futures: Tensor((0..<batch).map { _ in generator.uniform() < 0.05 ? 0 : 1 }))
    }
  }

  mutating func run() {
    let batch = minibatches[next]
    next = (next + 1) % minibatches.count
    let targets =
      batch.rewards + 0.99 * batch.futures * target(batch.nextObservations).max(axis: 1)
    let (loss, gradient) = valueAndGradient(at: &online) { q in
      huberLoss(q(batch.observations).gather(batch.actions), targets)
    }
    optimizer.update(&online, along: gradient)
    keep(loss)
  }
}

extension Tensor {
  /// Standard normal numbers.
  fileprivate static func normal(_ shape: Shape, using generator: inout PCG64) -> Tensor {
    Tensor((0..<shape.count).map { _ in Float(generator.normal()) }, shape: shape)
  }
}

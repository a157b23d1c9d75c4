import RLNet
import RLRandom
import RLSupervised

extension Benchmark {
  /// One update on images of MNIST's size: a batch in a random order, the loss and its gradient, Adam;
  /// on one thread and on two. An epoch of MNIST is 938 of them in batches of 64, 469 of 128.
  static var supervisedUpdates: [Benchmark] {
    [1, 2].flatMap { (threads: Int) in
      [
        supervised("mlp-128", batch: 64, threads) { generator in
          Sequential(
            Flatten(), Linear(784, 128, using: &generator), ReLU(),
            Linear(128, 10, using: &generator))
        },
        supervised("mlp-512-256", batch: 128, threads) { generator in
          Sequential(
            Flatten(), Linear(784, 512, using: &generator), ReLU(),
            Linear(512, 256, using: &generator), ReLU(), Linear(256, 10, using: &generator))
        },
        supervised("lenet-5", batch: 64, threads) { generator in
          Sequential(
            Conv2D(1, 6, kernel: 5, padding: 2, using: &generator), ReLU(), MaxPool2D(2),
            Conv2D(6, 16, kernel: 5, using: &generator), ReLU(), MaxPool2D(2), Flatten(),
            Linear(400, 120, using: &generator), ReLU(), Linear(120, 84, using: &generator),
            ReLU(), Linear(84, 10, using: &generator))
        },
      ]
    }
  }

  private static func supervised(
    _ name: String, batch: Int, _ threads: Int,
    _ network: @escaping (inout PCG64) -> Sequential
  ) -> Benchmark {
    Benchmark(
      name: "mnist-update-\(name)-b\(batch)-t\(threads)", unit: .microseconds, work: 1
    ) {
      var generator = PCG64(seed: 1)
      var update = SupervisedUpdate(network(&generator), batch: batch, using: &generator)
      return { repetitions in
        withThreads(threads) { for _ in 0..<repetitions { update.run() } }
      }
    }
  }
}

/// The state of an update that is repeated, on random images of random classes.
private struct SupervisedUpdate {
  static let examples = 6_400

  var network: Sequential
  var optimizer: Adam
  let images: Dataset<Int>
  let order: [Int]
  let batch: Int
  var next = 0

  init(_ network: Sequential, batch: Int, using generator: inout PCG64) {
    self.network = network
    self.batch = batch
    optimizer = Adam(for: network, learningRate: 1e-3)
    images = Dataset(
      pixels: (0..<784 * Self.examples).map { _ in UInt8(generator.integer(below: 256)) },
      shape: [1, 28, 28],
      targets: (0..<Self.examples).map { _ in generator.integer(below: 10) })
    order = generator.permutation(Self.examples)
  }

  mutating func run() {
    let examples = images.batch(order[next..<next + batch])
    next = (next + batch) % Self.examples
    let (loss, gradient) = valueAndGradient(at: &network) {
      crossEntropy(logits: $0(examples.inputs), labels: examples.labels)
    }
    optimizer.update(&network, along: gradient)
    keep(loss)
  }
}

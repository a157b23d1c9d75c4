import RLNet
import RLRandom
import RLState

/// A small convolutional network that tells digits apart, to judge images that others draw.
struct DigitJudge: Module, Stateful {
  private var learner: Learner<Sequential>

  /// The network before its first update.
  ///
  /// - Parameters:
  ///   - weights: what its parameters are drawn from.
  ///   - noise: what its dropout is drawn from.
  init(weights: SeedSequence, noise: SeedSequence) {
    var generator = PCG64(weights)
    let network = Sequential(
      Conv2D(1, 16, kernel: 5, padding: 2, using: &generator), ReLU(), MaxPool2D(2),
      Conv2D(16, 32, kernel: 5, using: &generator), ReLU(), MaxPool2D(2), Flatten(),
      Dropout(0.2),
      Linear(32 * 5 * 5, 128, using: &generator), ReLU(), Linear(128, 10, using: &generator))
    var options = TrainingOptions()
    options.learningRate = 2e-3
    options.decay = 0
    learner = Learner(network, options, noise: noise)
  }

  /// One gradient step; the cross entropy before it.
  mutating func update(on batch: Batch<Int>, progress: Double) -> Float {
    learner.update(progress: progress) { network, context in
      crossEntropy(logits: network.train(batch.inputs, in: &context), labels: batch.labels)
    }
  }

  /// What it takes images for.
  struct Verdict {
    /// The likeliest digit of each image.
    var digits: [Int] = []
    /// Its probability.
    var probabilities: [Float] = []

    /// The part of the images with a digit of a probability above 0.9.
    var confident: Double {
      Double(probabilities.count { $0 > 0.9 }) / Double(probabilities.count)
    }

    /// The part of the digit that is seen least often.
    var rarest: Double {
      let counts = (0..<10).map { digit in digits.count { $0 == digit } }
      return Double(counts.min() ?? 0) / Double(digits.count)
    }

    /// The part of the images taken for what they are.
    func accuracy(_ labels: [Int]) -> Double {
      Double(zip(digits, labels).count { $0 == $1 }) / Double(digits.count)
    }
  }

  /// What it takes images for.
  ///
  /// - Parameter images: makes those at some positions, `[count, 1, 28, 28]`; called in order.
  func verdict(on count: Int, _ images: (Range<Int>) -> Tensor) -> Verdict {
    var verdict = Verdict()
    for start in stride(from: 0, to: count, by: 500) {
      let probabilities = learner.model(images(start..<min(start + 500, count))).softmax()
      verdict.digits += probabilities.argmax()
      verdict.probabilities += probabilities.max(axis: 1).elements
    }
    return verdict
  }

  mutating func visitTensors(_ visitor: inout TensorVisitor) { learner.visitTensors(&visitor) }

  mutating func visitState(_ visitor: inout StateVisitor) { learner.visitState(&visitor) }
}

import RLNet
import RLState

/// A network that learns to tell classes apart: examples to learn from and others to be tested on,
/// cross entropy, and what part of the tested examples it gets right.
public struct Classifier: Sendable {
  /// The examples to learn from.
  public let training: Dataset<Int>
  /// The examples to be tested on; where there are none, it is tested on those of `training`.
  public let heldOut: Dataset<Int>
  private var learner: Learner<Sequential>

  /// - Parameters:
  ///   - network: `[batch]` followed by the shape of an input to logits `[batch, classes]`.
  ///   - training: the examples to learn from.
  ///   - heldOut: the examples to be tested on.
  ///   - options: the rule that it learns by.
  ///   - streams: the random streams of the run.
  public init(
    _ network: Sequential, training: Dataset<Int>, heldOut: Dataset<Int>,
    _ options: TrainingOptions, _ streams: TaskStreams
  ) {
    self.training = training
    self.heldOut = heldOut
    learner = Learner(network, options, noise: streams.noise)
  }

  /// The network.
  public var network: Sequential { learner.model }

  /// The examples that it is tested on.
  var tested: Dataset<Int> { heldOut.count > 0 ? heldOut : training }

  /// One gradient step on the mean cross entropy of some training examples.
  ///
  /// - Parameters:
  ///   - positions: the training examples.
  ///   - progress: the part of the training that is done, from 0 to below 1.
  /// - Returns: the cross entropy before the step.
  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let batch = training.batch(positions)
    let cost = learner.update(progress: progress) { network, context in
      crossEntropy(logits: network.train(batch.inputs, in: &context), labels: batch.labels)
    }
    return [cost]
  }

  /// The mean cross entropy of some training examples, and the penalty.
  public func loss(on positions: ArraySlice<Int>) -> Double {
    penalty
      + positions.meanLoss { positions in
        let batch = training.batch(positions)
        return crossEntropy(logits: network(batch.inputs), labels: batch.labels).item
      }
  }

  /// The L2 penalty λ/2·Σw² of the parameters.
  public var penalty: Double { learner.penalty }

  /// `accuracy`, the share of the tested examples whose class has the greatest logit, and `cost`,
  /// their mean cross entropy.
  public func evaluate() -> [Metric] {
    let examples = tested
    var right = 0
    var cost = 0.0
    for batch in examples.batches(of: 250) {
      let logits = network(batch.inputs)
      right += zip(logits.argmax(), batch.labels).count(where: ==)
      cost += Double(crossEntropy(logits: logits, labels: batch.labels).item) * Double(batch.count)
    }
    let count = Double(max(examples.count, 1))
    return [Metric("accuracy", share: Double(right) / count), Metric("cost", cost / count)]
  }

  /// SHA-256 of the examples of both parts, in hexadecimal digits.
  public var dataDigest: String {
    digest(of: [training.digest, heldOut.digest])
  }
}

extension Classifier: Module {
  /// Shows the network's tensors.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    learner.visitTensors(&visitor)
  }
}

extension Classifier: Stateful {
  /// Shows the network and what it learns by.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    learner.visitState(&visitor)
  }
}

/// A task that is a classifier: its hyper-parameters, its data and its network are all that it says.
public protocol ClassificationTask: SupervisedTask {
  /// What learns.
  var classifier: Classifier { get set }
}

extension ClassificationTask {
  public var exampleCount: Int { classifier.exampleCount }
  public var evaluatesTrainingExamples: Bool { classifier.evaluatesTrainingExamples }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    classifier.update(on: positions, progress: progress)
  }

  public func evaluate() -> [Metric] { classifier.evaluate() }

  public func loss(on positions: ArraySlice<Int>) -> Double? { classifier.loss(on: positions) }

  public var penalty: Double { classifier.penalty }

  public var dataDigest: String { classifier.dataDigest }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    classifier.visitTensors(&visitor)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    classifier.visitState(&visitor)
  }
}

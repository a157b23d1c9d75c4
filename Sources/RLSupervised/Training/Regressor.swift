import RLNet
import RLState

/// A network that learns to predict a number: examples to learn from and others to be tested on, a
/// loss, and how far the predictions are off.
public struct Regressor: Sendable {
  /// What is minimised.
  public enum Loss: Sendable {
    /// The squared error, of any number. The network learns the targets shifted and scaled to mean 0
    /// and standard deviation 1; losses and predictions are in the targets' own units.
    case squared
    /// The binary cross entropy of the logistic function of the network's output, of targets 0 or 1:
    /// logistic regression, where the network is one linear layer.
    case logistic

    /// The mean over the outputs, of one element.
    func callAsFunction(_ outputs: Tensor, _ targets: Tensor) -> Tensor {
      switch self {
      case .squared: meanSquaredError(outputs, targets)
      case .logistic: binaryCrossEntropy(logits: outputs, targets: targets)
      }
    }
  }

  /// The examples to learn from.
  public let training: Dataset<Float>
  /// The examples to be tested on; where there are none, it is tested on those of `training`.
  public let heldOut: Dataset<Float>
  private let loss: Loss
  /// Mean and standard deviation of the training targets.
  private let scale: (mean: Float, deviation: Float)
  private var learner: Learner<Sequential>

  /// - Parameters:
  ///   - network: `[batch, features]` to `[batch, 1]`.
  ///   - loss: what is minimised.
  ///   - training: the examples to learn from, at least one.
  ///   - heldOut: the examples to be tested on.
  ///   - options: the rule that it learns by.
  ///   - streams: the random streams of the run.
  public init(
    _ network: Sequential, _ loss: Loss, training: Dataset<Float>, heldOut: Dataset<Float>,
    _ options: TrainingOptions, _ streams: TaskStreams
  ) {
    self.loss = loss
    self.training = training
    self.heldOut = heldOut
    learner = Learner(network, options, noise: streams.noise)
    switch loss {
    case .squared:
      let targets = Dataset(inputs: training.targets, shape: [1], targets: training.targets)
      let normalization = Normalization(of: targets, per: .feature)
      scale = (normalization.means[0], normalization.standardDeviations[0])
    case .logistic: scale = (0, 1)
    }
  }

  /// The network, before the targets' scale or the logistic function.
  public var network: Sequential { learner.model }

  /// The prediction for each input, `[batch, features]` to `[batch, 1]`: a number in the targets'
  /// units or, by the logistic function, the probability of 1.
  public func predictions(_ inputs: Tensor) -> Tensor {
    switch loss {
    case .squared: network(inputs) * scale.deviation + scale.mean
    case .logistic: network(inputs).sigmoid()
    }
  }

  /// One gradient step on the mean loss of some training examples.
  ///
  /// - Parameters:
  ///   - positions: the training examples.
  ///   - progress: the part of the training that is done, from 0 to below 1.
  /// - Returns: the mean loss before the step.
  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let batch = training.batch(positions)
    let targets = (batch.targetTensor - scale.mean) / scale.deviation
    let cost = learner.update(progress: progress) { [loss] network, context in
      loss(network.train(batch.inputs, in: &context), targets)
    }
    return [cost * scale.deviation * scale.deviation]
  }

  /// The mean loss of some training examples, and the penalty.
  public func loss(on positions: ArraySlice<Int>) -> Double {
    penalty
      + positions.meanLoss { positions in
        let batch = training.batch(positions)
        let targets = (batch.targetTensor - scale.mean) / scale.deviation
        return loss(network(batch.inputs), targets).item * scale.deviation * scale.deviation
      }
  }

  /// The L2 penalty λ/2·Σw² of the parameters, in the loss's units.
  public var penalty: Double {
    learner.penalty * Double(scale.deviation) * Double(scale.deviation)
  }

  /// Of the tested examples, for the squared error its mean, `cost`, and the coefficient of
  /// determination, `r2`: 1 − Σ(y − ŷ)² / Σ(y − ȳ)², which is 1 where all is right and 0 for the mean;
  /// else `accuracy`, the share whose more probable value is right, and `cost`, the mean cross
  /// entropy.
  public func evaluate() -> [Metric] {
    switch loss {
    case .squared:
      let found = squaredMetrics
      return [found.cost, found.r2]
    case .logistic: return logisticMetrics
    }
  }

  /// The examples that it is tested on.
  var tested: Dataset<Float> { heldOut.count > 0 ? heldOut : training }

  /// Of the tested examples; `meanAbsoluteError` is in the targets' units.
  var squaredMetrics: (cost: Metric, r2: Metric, meanAbsoluteError: Metric) {
    let examples = tested
    let count = Double(examples.count)
    let mean = examples.targets.reduce(0) { $0 + Double($1) } / count
    var (error, absolute, spread) = (0.0, 0.0, 0.0)
    for batch in examples.batches(of: 250) {
      for (prediction, target) in zip(predictions(batch.inputs).elements, batch.targets) {
        let (miss, distance) = (Double(prediction) - Double(target), Double(target) - mean)
        error += miss * miss
        absolute += miss.magnitude
        spread += distance * distance
      }
    }
    // Targets that are all the same leave nothing to determine; scikit-learn's `r2_score`.
    let r2 = spread > 0 ? 1 - error / spread : error == 0 ? 1 : 0
    return (
      Metric("cost", error / count), Metric("r2", r2),
      Metric("meanAbsoluteError", absolute / count)
    )
  }

  private var logisticMetrics: [Metric] {
    let examples = tested
    var (right, cost) = (0, 0.0)
    for batch in examples.batches(of: 250) {
      let logits = network(batch.inputs)
      right += zip(logits.elements, batch.targets).count { ($0 > 0) == ($1 > 0.5) }
      let mean = binaryCrossEntropy(logits: logits, targets: batch.targetTensor).item
      cost += Double(mean) * Double(batch.count)
    }
    let count = Double(examples.count)
    return [Metric("accuracy", share: Double(right) / count), Metric("cost", cost / count)]
  }

  /// SHA-256 of the examples of both parts, in hexadecimal digits.
  public var dataDigest: String {
    digest(of: [training.digest, heldOut.digest])
  }
}

extension Regressor: Module {
  /// Shows the network's tensors.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    learner.visitTensors(&visitor)
  }
}

extension Regressor: Stateful {
  /// Shows the network and what it learns by.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    learner.visitState(&visitor)
  }
}

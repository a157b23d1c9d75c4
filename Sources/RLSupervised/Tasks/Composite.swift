import RLNet
import RLRandom
import RLSettings
import RLState

/// A composite function of loose numbers and networks learns a curve, or one number at one place.
public struct Composite: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// What the function is to become.
    public var target = Target.parabola
    /// The number of places, drawn uniformly, that training sees; `point` has one.
    public var count = 64
    /// The function after each hidden layer.
    public var activation = Activation.tanh

    public init() {
      training.epochs = 1_000
      training.batchSize = 64
      training.learningRate = 0.03
      training.decay = 0
      training.gradientNorm = 0.3
      training.evaluateEvery = 100
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("target", \.target, "what the function is to become"),
        Setting(
          "count", \.count, .in(1...100_000), "number of places that training sees; point has one"
        ).only(with: "target", \.target, Target.allCases.filter { $0.curve != nil }),
        Setting("activation", \.activation, "function after each hidden layer"),
      ] + trainingSettings
  }

  /// What the function is to become.
  public enum Target: String, CaseIterable, SettingConvertible {
    /// x², x from −2 to 2.
    case parabola
    /// sin x, x from −2 to 2.
    case sine
    /// |x|, x from −2 to 2.
    case absolute
    /// 10 at x = 3, and anything elsewhere.
    case point

    /// What it is a curve of; nil for `point`.
    package var curve: Curve? { Curve(rawValue: rawValue) }
  }

  public static let name = "composite"
  public static let summary = "w₀·N₁(w₁x² + w₂x + N₂(w₃x)), numbers and networks together"
  public static let presets: [TaskPreset<Configuration>] = [
    TaskPreset("parabola", "learns x² from 64 places"),
    TaskPreset("sine", "learns sin x from 64 places") {
      $0.target = .sine
      $0.training.epochs = 3_000
      $0.training.learningRate = 0.05
    },
    TaskPreset("point", "learns to be 10 at x = 3, its networks with leaky rectifiers") {
      $0.target = .point
      $0.activation = .leakyReLU
    },
  ]

  /// The places, each with what the function is to be there.
  package let examples: Dataset<Float>
  private var learner: Learner<CompositeFunction>

  public init(_ configuration: Configuration, data store: DataStore, _ streams: TaskStreams) {
    var dataGenerator = PCG64(streams.data)
    var generator = PCG64(streams.weights)
    examples =
      configuration.target.curve.map { curve in
        .samples(configuration.count, in: -2...2, using: &dataGenerator, of: curve)
      } ?? Dataset(inputs: [3], shape: [1], targets: [10])
    learner = Learner(
      CompositeFunction(
        configuration.activation, configuration.training.initializer, using: &generator),
      configuration.training, noise: streams.noise)
  }

  /// What learns.
  public var function: CompositeFunction { learner.model }

  public var exampleCount: Int { examples.count }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let batch = examples.batch(positions)
    let cost = learner.update(progress: progress) { function, _ in
      meanSquaredError(function(batch.inputs), batch.targetTensor)
    }
    return [cost]
  }

  public func loss(on positions: ArraySlice<Int>) -> Double? {
    penalty
      + positions.meanLoss { positions in
        let batch = examples.batch(positions)
        return meanSquaredError(function(batch.inputs), batch.targetTensor).item
      }
  }

  public var penalty: Double { learner.penalty }

  /// The mean squared error at all places, and the greatest distance from the target.
  public func evaluate() -> [Metric] {
    var (cost, error) = (0.0, 0.0)
    for batch in examples.batches(of: 250) {
      for (output, target) in zip(function(batch.inputs).elements, batch.targets) {
        let miss = Double(output) - Double(target)
        cost += miss * miss
        error = max(error, abs(miss))
      }
    }
    return [Metric("cost", cost / Double(examples.count)), Metric("error", error)]
  }

  public var dataDigest: String { examples.digest }
}

extension Composite {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("function", &learner)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("learner", &learner)
  }
}

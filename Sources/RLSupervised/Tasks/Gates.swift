import RLNet
import RLRandom
import RLSettings
import RLState

/// Logic gates: a small network for each gate learns its truth table.
public struct Gates: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// Which gate; nil for a network for each of them.
    public var gate: Gate?
    /// The size of the hidden layer.
    public var hidden = 8

    public init() {
      training.epochs = 1_000
      training.batchSize = 4
      training.learningRate = 0.05
      training.evaluateEvery = 10
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("gate", \.gate, "which gate; none for all of them"),
        Setting("hidden", \.hidden, .in(1...1000), "size of the hidden layer"),
      ] + trainingSettings
  }

  /// A gate of two inputs, or `not`, which reads the first one.
  public enum Gate: String, CaseIterable, SettingConvertible {
    case and, or, nand, nor, xor, xnor, not

    /// The four rows, (0, 0), (0, 1), (1, 0) and (1, 1), each with what the gate puts out.
    var dataset: Dataset<Float> {
      LogicGate(rawValue: rawValue)?.dataset
        ?? Dataset(inputs: [0, 0, 1, 1], shape: [1], targets: [1, 1, 0, 0])
    }
  }

  public static let name = "gates"
  public static let summary = "and, or, nand, nor, xor, xnor and not, a network for each"
  public static var presets: [TaskPreset<Configuration>] {
    [TaskPreset("default", "a network for each gate")]
      + Gate.allCases.map { gate in
        TaskPreset(gate.rawValue, "the gate \(gate.rawValue) alone") { $0.gate = gate }
      }
  }

  private let gates: [Gate]
  private let examples: [Dataset<Float>]
  private var learner: Learner<[Sequential]>

  public init(_ configuration: Configuration, data store: DataStore, _ streams: TaskStreams) {
    gates = configuration.gate.map { [$0] } ?? Gate.allCases
    examples = gates.map(\.dataset)
    var generator = PCG64(streams.weights)
    let (weight, bias) = configuration.training.initializer.parameters
    let networks = examples.map { gate in
      Sequential(
        Linear(
          gate.inputShape.count, configuration.hidden, weight: weight, bias: bias,
          using: &generator),
        Tanh(),
        Linear(configuration.hidden, 1, weight: weight, bias: bias, using: &generator))
    }
    learner = Learner(networks, configuration.training, noise: streams.noise)
  }

  public var exampleCount: Int { 4 }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    let batches = examples.map { $0.batch(positions) }
    // The networks share no parameter, so each learns as if it were alone.
    let cost = learner.update(progress: progress) { networks, _ in Self.cost(networks, batches) }
    return [cost / Float(gates.count)]
  }

  public func loss(on positions: ArraySlice<Int>) -> Double? {
    let batches = examples.map { $0.batch(positions) }
    return penalty + Double(Self.cost(learner.model, batches).item) / Double(gates.count)
  }

  /// The networks' own penalties are summed as their costs are, of which the mean is told.
  public var penalty: Double { learner.penalty / Double(gates.count) }

  /// The sum of the gates' mean cross entropies.
  private static func cost(_ networks: [Sequential], _ batches: [Batch<Float>]) -> Tensor {
    zip(networks, batches).reduce(Tensor(0)) { sum, gate in
      sum + binaryCrossEntropy(logits: gate.0(gate.1.inputs), targets: gate.1.targetTensor)
    }
  }

  /// What the gates' networks put out for the four rows.
  public var outputs: [(gate: Gate, outputs: [Float])] {
    gates.indices.map {
      (gates[$0], learner.model[$0](examples[$0].batch.inputs).sigmoid().elements)
    }
  }

  /// The rows of the truth table of each gate, in the order of `outputs`.
  package var tables: [Dataset<Float>] { examples }

  /// What the network of a gate puts out.
  ///
  /// - Parameters:
  ///   - number: the gate's place in `outputs`.
  ///   - inputs: `[batch, 2]`, or `[batch, 1]` for `not`; any numbers.
  package func outputs(ofGate number: Int, for inputs: Tensor) -> [Float] {
    learner.model[number](inputs).sigmoid().elements
  }

  /// The greatest distance of an output from its target, of all gates and of each.
  public func evaluate() -> [Metric] {
    let errors = zip(outputs, examples).map { gate, examples in
      zip(gate.outputs, examples.targets).map { Double(($0 - $1).magnitude) }.max() ?? 0
    }
    let all = Metric("error", errors.max() ?? 0)
    return gates.count == 1 ? [all] : [all] + zip(gates, errors).map { Metric($0.rawValue, $1) }
  }

  public var dataDigest: String {
    digest(of: examples.map(\.digest))
  }
}

extension Gates {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("gates", &learner)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("learner", &learner)
  }
}

import RLNet
import RLSettings
import RLState
import RLSupervised

/// A task whose model is a number of updates, and which notes what it is asked to do: that of
/// `Fixtures/make_runs.py`.
struct CountingTask: SupervisedTask {
  struct Configuration: TaskConfiguration {
    var training = TrainingOptions()
    var examples = 10
    /// The update whose second loss is another one, counted from 1.
    var strangeUpdate: Int?
    var strangeLoss = Float.infinity

    static let settings: [Setting<Self>] = trainingSettings
  }

  static let name = "counting"
  static let summary = "count updates"
  static let presets = [TaskPreset<Configuration>("default", "as it is")]
  static let lossNames = ["sum", "progress"]

  let configuration: Configuration
  /// The positions of each update's examples.
  private(set) var batches: [[Int]] = []
  private var counter = Counter()

  init(_ configuration: Configuration, data store: DataStore, _ streams: TaskStreams) {
    self.configuration = configuration
  }

  var exampleCount: Int { configuration.examples }

  mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    batches.append(Array(positions))
    counter.count = counter.count + Tensor(1)
    let isStrange = batches.count == configuration.strangeUpdate
    return [
      Float(positions.reduce(0, +)) / 8, isStrange ? configuration.strangeLoss : Float(progress),
    ]
  }

  func evaluate() -> [Metric] { [Metric("count", Double(counter.count.elements[0]))] }

  var dataDigest: String { "none" }

  mutating func visitTensors(_ visitor: inout TensorVisitor) { visitor.visit("counter", &counter) }

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("counter", &counter) }
}

private struct Counter: Module {
  var count = Tensor([0], shape: [1])

  mutating func visitTensors(_ visitor: inout TensorVisitor) { visitor.visit("count", &count) }
}

import RLNet
import RLRandom
import RLState

/// A training run on examples: a task, the order of its examples, and what is left to do.
///
/// It is a value and a function of configuration, data and seed: a copy of it goes on exactly as the
/// original.
///
/// ```swift
/// var training = try SupervisedTraining<Gates>(Gates.Configuration(), seed: 1)
/// while !training.isFinished { training.advance { print($0.number, $0.losses) } }
/// print(training.task.evaluate())
/// ```
public struct SupervisedTraining<Task: SupervisedTask>: Sendable {
  /// The hyper-parameters.
  public let configuration: Task.Configuration
  /// What learns.
  public private(set) var task: Task
  /// Gradient steps so far.
  public private(set) var updates = 0
  /// Epochs that are done.
  public private(set) var epochs = 0
  /// The evaluation after the latest update, where one was due.
  package private(set) var latestMetrics: [Metric]?
  /// The updates since it was set to an empty list; nil for none.
  package var trace: [UpdateTrace]?
  /// The first loss that was infinite or not a number.
  package private(set) var divergence: (name: String, value: Double)?

  /// Examples of this epoch that are done.
  private var position = 0
  /// The stream of orders as it was before this epoch's.
  private var orderGenerator: PCG64
  /// This epoch's order; empty where it has to be drawn (again).
  private var order: [Int] = []
  /// For each loss the sum over the examples since the last evaluation.
  private var sums: [Double]
  /// How many examples these are.
  private var summed = 0
  private var hash = SHA256()
  /// The epochs over which the step size is scheduled, where these are others.
  let scheduledEpochs: Int?

  /// A run before its first update.
  ///
  /// - Parameter scheduledEpochs: over how many epochs the step size is scheduled; all unless stated.
  ///   It stays where it is then.
  /// - Throws: `DataError` where data are missing, unreadable or damaged.
  public init(
    _ configuration: Task.Configuration, data store: DataStore = DataStore(), seed: UInt64,
    scheduledEpochs: Int? = nil
  ) throws(DataError) {
    self.scheduledEpochs = scheduledEpochs
    let streams = TaskStreams(seed: seed)
    self.configuration = configuration
    task = try Task(configuration, data: store, streams)
    orderGenerator = PCG64(streams.order)
    sums = Task.lossNames.map { _ in 0 }
  }

  private var options: TrainingOptions { configuration.training }

  /// The gradient steps of one epoch; the last one has the examples that are left.
  public var updatesPerEpoch: Int {
    (task.exampleCount + options.batchSize - 1) / options.batchSize
  }

  /// The gradient steps of the whole training.
  public var allUpdates: Int { options.epochs * updatesPerEpoch }

  /// Whether the last epoch is done.
  public var isFinished: Bool { epochs >= options.epochs }

  /// SHA-256, in hexadecimal digits, over each update so far: the positions of its examples as
  /// 32-bit integers, then its losses, all little-endian.
  public var updateHash: String { hash.hexDigest }

  /// One gradient step, and the evaluation if one is due after it.
  ///
  /// - Parameter report: called with the epoch where an evaluation was due.
  public mutating func advance(_ report: (Epoch) -> Void = { _ in }) {
    if order.isEmpty {
      var generator = orderGenerator
      order = generator.permutation(task.exampleCount)
    }
    let positions = order[position..<min(position + options.batchSize, order.count)]
    latestMetrics = nil
    let losses = task.update(on: positions, progress: progress)
    trace?.append(
      UpdateTrace(number: updates + 1, positions: Array(positions), losses: losses))
    for position in positions { hash.update(UInt32(truncatingIfNeeded: position)) }
    for (index, loss) in losses.enumerated() {
      // Processors differ in the sign of a NaN, and no record must.
      let loss = loss.isNaN ? .nan : loss
      hash.update(loss.bitPattern)
      sums[index] += Double(loss) * Double(positions.count)
      if !loss.isFinite, divergence == nil {
        divergence = (Task.lossNames[index], Double(loss))
      }
    }
    updates += 1
    summed += positions.count
    position += positions.count
    guard position == order.count else { return }
    finishEpoch()
    if epochs % options.evaluateEvery == 0 || isFinished { report(evaluatedEpoch()) }
  }

  /// The part of the schedule that is done.
  var progress: Double { progress(at: updates) }

  func progress(at updates: Int) -> Double {
    min(Double(updates) / Double(max(scheduledUpdates, 1)), 1)
  }

  /// Over how many updates the step size is scheduled.
  var scheduledUpdates: Int { (scheduledEpochs ?? options.epochs) * updatesPerEpoch }

  private mutating func finishEpoch() {
    epochs += 1
    position = 0
    _ = orderGenerator.permutation(order.count)
    order = []
  }

  private mutating func evaluatedEpoch() -> Epoch {
    defer {
      sums = sums.map { _ in 0 }
      summed = 0
    }
    let metrics = task.evaluate()
    latestMetrics = metrics
    return Epoch(
      number: epochs, updates: updates, losses: sums.map { $0.isNaN ? .nan : $0 / Double(summed) },
      metrics: metrics, hash: hash)
  }
}

/// A pass over all training examples that ended with an evaluation.
public struct Epoch: Sendable, Hashable {
  /// Counted from 1.
  public let number: Int
  /// Gradient steps of the whole training at its end.
  public let updates: Int
  /// The mean of each loss over the examples since the evaluation before, as `lossNames` names them.
  public let losses: [Double]
  /// The evaluation after it.
  public let metrics: [Metric]
  let hash: SHA256

  /// `SupervisedTraining.updateHash` at its end.
  public var updateHash: String { hash.hexDigest }
}

extension SupervisedTraining {
  /// Whether so many examples can have been summed since an evaluation: whole epochs and those of this
  /// one. In a fork evaluations may have fallen elsewhere, so it is not only those of `evaluateEvery`.
  private func isSum(_ count: Int) -> Bool {
    let examples = max(task.exampleCount, 1)
    return count >= position && (count - position) % examples == 0
      && (count - position) / examples <= epochs
  }
}

extension SupervisedTraining: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("task", &task)
    visitor.visit("updates", &updates)
    visitor.visit("epochs", &epochs)
    visitor.visit("position", &position)
    visitor.visit("order", &orderGenerator)
    visitor.visit("sums", &sums, count: sums.count)
    visitor.visit("summed", &summed)
    visitor.visit("hash", &hash)
    guard visitor.isReading else { return }
    order = []
    // In this order, so that no product is too large for an Int.
    let fits =
      (0...options.epochs).contains(epochs)
      && (0..<(isFinished ? 1 : max(task.exampleCount, 1))).contains(position)
      && position % options.batchSize == 0
      && updates == epochs * updatesPerEpoch + position / options.batchSize
      && isSum(summed)
    if !fits {
      visitor.refuse(
        "position",
        found: "\(updates) updates, \(epochs) epochs and \(position) examples (\(summed) summed)",
        expected: "numbers that fit each other")
    }
  }
}

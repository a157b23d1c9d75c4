import RLNet

/// Some examples of a dataset, as a network takes them.
public struct Batch<Target: Sendable & Hashable>: Sendable {
  /// The inputs, `[examples]` followed by the shape of one.
  public let inputs: Tensor
  /// What is to be predicted for each.
  public let targets: [Target]

  /// The number of examples.
  public var count: Int { targets.count }
}

extension Batch where Target == Int {
  /// The class of each example, as `crossEntropy(logits:labels:)` takes them.
  public var labels: [Int] { targets }
}

extension Batch where Target == Float {
  /// The numbers to be predicted, `[examples, 1]`.
  public var targetTensor: Tensor { Tensor(targets, shape: [targets.count, 1]) }
}

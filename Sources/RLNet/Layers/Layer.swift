import RLRandom

/// A module from one tensor to one.
public protocol Layer: Module {
  /// The output for an input; changes nothing.
  func callAsFunction(_ input: consuming Tensor) -> Tensor

  /// The output for an input while training, where a layer may draw random numbers or keep
  /// statistics. The same as inference unless a layer says otherwise.
  mutating func train(_ input: Tensor, in context: inout Context) -> Tensor
}

extension Layer {
  /// The output of inference: training is the same unless a layer says otherwise.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor { self(input) }
}

/// What layers need while they train.
public struct Context: Sendable {
  /// Where layers draw random numbers from.
  public var generator: PCG64

  /// - Parameter generator: where layers draw random numbers from.
  public init(generator: PCG64) { self.generator = generator }
}

/// A layer without tensors.
public protocol ParameterlessLayer: Layer {}

extension ParameterlessLayer {
  /// Shows nothing.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {}
}

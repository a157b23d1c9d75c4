/// Layers one after another.
///
/// ```swift
/// var network = Sequential(
///   Linear(4, 64, using: &generator), ReLU(), Linear(64, 2, using: &generator))
/// let values = network(observations)  // [batch, 4] to [batch, 2]
/// ```
public struct Sequential: Layer {
  public var layers: [any Layer]

  public init(_ layers: any Layer...) { self.layers = layers }
  public init(_ layers: [any Layer]) { self.layers = layers }

  public func callAsFunction(_ input: Tensor) -> Tensor {
    var output = input
    for index in layers.indices { output = layers[index](output) }
    return output
  }

  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    var output = input
    for index in layers.indices { output = layers[index].train(output, in: &context) }
    return output
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    for index in layers.indices { visitor.visit(index, &layers[index]) }
  }
}

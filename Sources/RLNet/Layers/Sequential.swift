/// Layers one after another.
///
/// ```swift
/// var network = Sequential(
///   Linear(4, 64, using: &generator), ReLU(), Linear(64, 2, using: &generator))
/// let values = network(observations)  // [batch, 4] to [batch, 2]
/// ```
public struct Sequential: Layer {
  /// The layers, first to last; each takes the output of the one before it.
  public var layers: [any Layer]

  /// A network of layers, first to last.
  public init(_ layers: any Layer...) { self.layers = layers }

  /// A network of layers in an array, first to last.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The output of the last layer; without layers, the input.
  public func callAsFunction(_ input: consuming Tensor) -> Tensor {
    for index in layers.indices { input = layers[index](input) }
    return input
  }

  /// The output for one-hot rows, of which each has its 1 at one of `places`: the same bits as for the
  /// rows themselves, without making them. Nil where the first layer is not linear.
  package func outputs(oneHot places: [Int]) -> Tensor? {
    guard let first = layers.first as? Linear else { return nil }
    // A sum that begins with 0 has no −0.
    var output = first.weight.rows(places) + 0
    if let bias = first.bias { output += bias }
    for layer in layers.dropFirst() { output = layer(output) }
    return output
  }

  /// The output of the last layer while training; each layer trains in turn.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    var output = input
    for index in layers.indices { output = layers[index].train(output, in: &context) }
    return output
  }

  /// Shows the tensors of each layer in turn, under its index as in `0.weight`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    for index in layers.indices { visitor.visit(index, &layers[index]) }
  }
}

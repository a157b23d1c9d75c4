import RLRandom

extension Sequential {
  /// A multilayer perceptron: fully connected layers with a function between them, drawn first to
  /// last.
  ///
  /// - Parameters:
  ///   - sizes: of the input, the hidden layers and the output, at least two.
  ///   - activation: the function after each hidden layer.
  ///   - initializer: how weights and biases are drawn.
  ///   - dropout: the probability that training drops an output of a hidden layer.
  ///   - generator: where they are drawn from.
  package static func perceptron(
    _ sizes: [Int], _ activation: Activation, _ initializer: InitializerChoice = .standard,
    dropout: Float = 0, using generator: inout PCG64
  ) -> Sequential {
    let (weight, bias) = initializer.parameters
    var layers: [any Layer] = []
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty {
        layers.append(activation.layer)
        if dropout > 0 { layers.append(Dropout(dropout)) }
      }
      layers.append(Linear(inputs, outputs, weight: weight, bias: bias, using: &generator))
    }
    return Sequential(layers)
  }
}

import Environments
import RLNet
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
    _ sizes: [Int], _ activation: ActivationChoice, _ initializer: InitializerChoice,
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

extension Setting {
  /// The same setting, which has an effect only on hidden layers.
  ///
  /// - Parameter count: how many there are.
  func onlyWithHiddenLayers(_ count: @escaping @Sendable (Root) -> Int) -> Setting {
    only(with: "hidden", "hidden to one size or more") { count($0) > 0 }
  }
}

extension SettingDomain<[Int]> {
  /// The sizes of the hidden layers of a perceptron; none for a linear model.
  static var layerSizes: Self {
    Self("up to 8 sizes from 1 to 4096, separated by commas, or nothing") {
      $0.count <= 8 && $0.allSatisfy { 1...4096 ~= $0 }
    }
  }
}

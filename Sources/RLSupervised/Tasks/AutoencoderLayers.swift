import RLNet
import RLRandom

extension Sequential {
  /// Fully connected layers from one size to the next, with rectifiers between them.
  ///
  /// - Parameters:
  ///   - sizes: the features that come in, those of each hidden layer and those that go out.
  ///   - choice: how the parameters are drawn.
  ///   - generator: where they are drawn from.
  init(rectified sizes: [Int], _ choice: InitializerChoice, using generator: inout PCG64) {
    let (weight, bias) = choice.parameters
    self.init([])
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      if !layers.isEmpty { layers.append(ReLU()) }
      layers.append(Linear(inputs, outputs, weight: weight, bias: bias, using: &generator))
    }
  }
}

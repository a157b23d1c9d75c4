import RLNet
import RLRandom

extension Sequential {
  /// Linear layers with an activation between them, in PyTorch's default initialisation.
  package static func multilayer(
    _ inputs: Int, _ hidden: [Int], _ outputs: Int, _ activation: Activation,
    using generator: inout PCG64
  ) -> Sequential {
    var layers: [any Layer] = []
    var width = inputs
    for size in hidden {
      layers.append(Linear(width, size, using: &generator))
      switch activation {
      case .relu: layers.append(ReLU())
      case .tanh: layers.append(Tanh())
      }
      width = size
    }
    layers.append(Linear(width, outputs, using: &generator))
    return Sequential(layers)
  }
}

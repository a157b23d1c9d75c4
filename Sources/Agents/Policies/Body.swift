import Environments
import RLNet
import RLRandom

extension Sequential {
  /// A network that suits what is seen: a perceptron for vectors, and before its layers for pictures
  /// the convolutions of Mnih et al. 2015, or for small ones that of Young & Tian 2019 (MinAtar).
  ///
  /// - Parameters:
  ///   - hidden: sizes of the hidden layers.
  ///   - outputs: numbers for each row of the batch.
  ///   - initializer: how weights and biases are drawn; PyTorch's way unless stated.
  ///   - weight: how weights are drawn instead, with a gain for instance.
  ///   - last: how those of the last layer are drawn; as the others unless stated.
  ///   - body: in the place of all layers but the last.
  /// - Throws: `AgentFitError` where the body is not made for the space.
  package static func body(
    for space: AnySpace, _ hidden: [Int], outputs: Int, _ activation: Activation,
    _ initializer: InitializerChoice = .standard, weight: Initializer? = nil,
    last: (weight: Initializer, bias: Initializer)? = nil, body: NetworkBody? = nil,
    using generator: inout PCG64
  ) throws(AgentFitError) -> Sequential {
    let bias = initializer.parameters.bias
    let weight = weight ?? initializer.parameters.weight
    let (layers, width) =
      try body?.made(for: space, using: &generator)
      ?? hiddenLayers(for: space, hidden, activation, weight, bias, using: &generator)
    let (lastWeight, lastBias) = last ?? (weight, bias)
    return Sequential(
      layers + [
        Linear(width, outputs, weight: lastWeight, bias: lastBias, using: &generator)
      ])
  }

  private static func hiddenLayers(
    for space: AnySpace, _ hidden: [Int], _ activation: Activation, _ weight: Initializer,
    _ bias: Initializer, using generator: inout PCG64
  ) -> (layers: [any Layer], features: Int) {
    var layers: [any Layer] = []
    var width = space.featureCount
    if case .pixels(let pixels) = space {
      var channels = pixels.shape[0]
      let smallest = pixels.shape.dropFirst().min() ?? 0
      let convolutions = [(32, 8, 4), (64, 4, 2), (64, 3, 1)]
      for (filters, kernel, stride) in smallest >= 36
        ? convolutions : smallest >= 3 ? [(16, 3, 1)] : []
      {
        layers.append(
          Conv2D(
            channels, filters, kernel: ImageSize(kernel, kernel), stride: ImageSize(stride, stride),
            weight: weight, bias: bias, using: &generator))
        layers.append(activation.layer)
        channels = filters
      }
      layers.append(Flatten())
      let picture = Tensor.zeros(Shape([1] + pixels.shape))
      width = Sequential(layers)(picture).count
    }
    for size in hidden {
      layers.append(Linear(width, size, weight: weight, bias: bias, using: &generator))
      layers.append(activation.layer)
      width = size
    }
    return (layers, width)
  }
}

extension World {
  /// A uniformly drawn action of those that are possible in an environment.
  func randomAction(_ row: Int, using generator: inout PCG64) -> Int {
    guard case .discrete(let space) = spaces.action else {
      fatalError("\(spaces.action): a discrete action is drawn")
    }
    guard let mask = actionMask else { return generator.integer(below: space.n) }
    let possible = (0..<space.n).filter { mask.isAllowed[row * space.n + $0] }
    return possible[generator.integer(below: possible.count)]
  }
}

extension Actions {
  /// The numbers of discrete actions.
  package var numbers: [Int] {
    guard case .discrete(let numbers) = self else { fatalError("these actions are continuous") }
    return numbers
  }

  /// The coordinates of continuous actions, row by row.
  package var coordinates: [Float] {
    guard case .continuous(let coordinates) = self else { fatalError("these actions are discrete") }
    return coordinates
  }
}

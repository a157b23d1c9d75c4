import RLNet
import RLRandom

extension ImageConfiguration {
  /// The network before its first update, `[batch, channels, height, width]` to logits
  /// `[batch, classes]`; its parameters are drawn in the order of its layers.
  ///
  /// - Parameters:
  ///   - shape: the shape of an image, `[channels, height, width]`.
  ///   - classes: the number of classes.
  ///   - generator: where the parameters are drawn from.
  package func network(
    for shape: Shape, classes: Int, using generator: inout PCG64
  ) -> Sequential {
    switch model {
    case .mlp: mlp(shape, classes, &generator)
    case .cnn: cnn(shape, classes, &generator)
    case .lenet5: leNet5(shape, classes, &generator)
    case .resnet10: resNet10(shape, classes, &generator)
    }
  }

  private func mlp(_ shape: Shape, _ classes: Int, _ generator: inout PCG64) -> Sequential {
    Sequential([Flatten()] + dense([shape.count] + hidden + [classes], &generator))
  }

  private func cnn(_ shape: Shape, _ classes: Int, _ generator: inout PCG64) -> Sequential {
    var layers: [any Layer] = []
    var channels = shape[0]
    for outputs in [width, 2 * width] {
      layers += [
        convolution(channels, outputs, kernel: 5, padding: 2, &generator), activation.layer,
        MaxPool2D(2),
      ]
      channels = outputs
    }
    let features = channels * (shape[1] / 4) * (shape[2] / 4)
    return Sequential(
      layers + [Flatten()] + dense([features] + hidden + [classes], &generator))
  }

  /// LeCun et al. 1998, "Gradient-based learning applied to document recognition", as it is built
  /// today: all of the first convolution's channels go to each of the second's, the largest pixel is
  /// taken for the sum, and `activation` for the scaled tanh. Smaller images get a margin of zeros up
  /// to 32×32, as in the paper.
  private func leNet5(_ shape: Shape, _ classes: Int, _ generator: inout PCG64) -> Sequential {
    let padding = ImageSize(max(32 - shape[1], 0) / 2, max(32 - shape[2], 0) / 2)
    let height = ((shape[1] + 2 * padding.height - 4) / 2 - 4) / 2
    let width = ((shape[2] + 2 * padding.width - 4) / 2 - 4) / 2
    let convolutions: [any Layer] = [
      convolution(shape[0], 6, kernel: 5, padding: padding, &generator), activation.layer,
      MaxPool2D(2),
      convolution(6, 16, kernel: 5, padding: 0, &generator), activation.layer, MaxPool2D(2),
      Flatten(),
    ]
    return Sequential(
      convolutions + dense([16 * height * width, 120, 84, classes], &generator))
  }

  private func dense(_ sizes: [Int], _ generator: inout PCG64) -> [any Layer] {
    Sequential.perceptron(
      sizes, activation, training.initializer, dropout: dropout, using: &generator
    ).layers
  }

  private func convolution(
    _ inputs: Int, _ outputs: Int, kernel: ImageSize, padding: ImageSize, _ generator: inout PCG64
  ) -> Conv2D {
    let (weight, bias) = training.initializer.parameters
    return Conv2D(
      inputs, outputs, kernel: kernel, padding: padding, weight: weight, bias: bias,
      using: &generator)
  }
}

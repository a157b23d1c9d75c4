import RLNet
import RLRandom

extension ImageConfiguration {
  /// A residual network of ten layers (He et al. 2016, "Deep residual learning for image
  /// recognition"): a 3×3 convolution, four stages of one basic block each, the mean of all pixels
  /// and a fully connected layer. The stages have `width` channels and 2, 4 and 8 times as many; each
  /// but the first halves height and width.
  ///
  /// The first convolution is that of the paper's networks for small images: stride 1, no pooling.
  /// The paper's widths begin with 64.
  func resNet10(_ shape: Shape, _ classes: Int, _ generator: inout PCG64) -> Sequential {
    var layers: [any Layer] = [
      normalized(shape[0], width, kernel: 3, stride: 1, &generator), activation.layer,
    ]
    var size = ImageSize(shape[1], shape[2])
    for stage in 0..<4 {
      let outputs = width << stage
      if stage == 0 {
        layers.append(Residual(body(outputs, outputs, stride: 1, &generator)))
      } else {
        layers.append(
          Residual(
            body(outputs / 2, outputs, stride: 2, &generator),
            shortcut: normalized(outputs / 2, outputs, kernel: 1, stride: 2, &generator)))
        size = ImageSize((size.height + 1) / 2, (size.width + 1) / 2)
      }
      layers.append(activation.layer)
    }
    let (weight, bias) = training.initializer.parameters
    layers += [
      MeanPool2D(size), Flatten(),
      Linear(width << 3, classes, weight: weight, bias: bias, using: &generator),
    ]
    return Sequential(layers)
  }

  /// The two convolutions of a basic block.
  private func body(
    _ inputs: Int, _ outputs: Int, stride: ImageSize, _ generator: inout PCG64
  ) -> Sequential {
    Sequential(
      normalized(inputs, outputs, kernel: 3, stride: stride, &generator), activation.layer,
      normalized(outputs, outputs, kernel: 3, stride: 1, &generator))
  }

  /// A convolution, which needs no bias before a batch normalisation.
  private func normalized(
    _ inputs: Int, _ outputs: Int, kernel: Int, stride: ImageSize, _ generator: inout PCG64
  ) -> Sequential {
    let padding = (kernel - 1) / 2
    return Sequential(
      Conv2D(
        inputs, outputs, kernel: ImageSize(kernel, kernel), stride: stride,
        padding: ImageSize(padding, padding),
        weight: training.initializer.parameters.weight, bias: nil, using: &generator),
      BatchNorm(outputs))
  }
}

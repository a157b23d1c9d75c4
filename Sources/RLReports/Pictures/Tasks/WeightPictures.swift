import RLFigures
import RLNet
import RLSupervised

extension Classifier {
  /// How many units or kernels are drawn at most.
  private static let shown = 100

  /// The weights of the first layer as images, of networks for images.
  func weightPictures() -> [Picture] {
    guard training.inputShape.rank == 3 else { return [] }
    for layer in network.innerLayers {
      if let layer = layer as? Linear { return [unitPicture(layer)] }
      if let layer = layer as? Conv2D { return [kernelPicture(layer)] }
    }
    return []
  }

  private func unitPicture(_ layer: Linear) -> Picture {
    let units = layer.weight.shape[1]
    let (height, width) = (training.inputShape[1], training.inputShape[2])
    let isOutput = units == training.classNames.count && network.linearCount == 1
    let count = min(units, Self.shown)
    let images = weightImages(of: layer, count: count)
    let grid = ImageGrid(
      images: images, columns: isOutput ? 5 : 10, captions: isOutput ? training.classNames : [],
      zoom: (isOutput ? 64 : 34) / Double(max(height, width)), gap: isOutput ? 10 : 4)
    let which =
      isOutput
      ? "each class" : count < units ? "the first \(count) of \(units) units" : "each unit"
    return Picture(
      "weights", title: "First layer",
      caption:
        "What \(which) of the first layer weighs each pixel with: red adds, blue takes away, "
        + "gray does nothing; all on one scale, whose ends the strongest 0.5 % reach.",
      grid.drawing())
  }

  /// The weights of the first units, `[channels · height · width, units]`, as signed images; of
  /// images in colour, the mean over the colours.
  package func weightImages(of layer: Linear, count: Int) -> [PixelImage] {
    let (channels, plane) = (
      training.inputShape[0], training.inputShape[1] * training.inputShape[2]
    )
    let units = layer.weight.shape[1]
    let weights = layer.weight.elements
    var values: [Float] = []
    values.reserveCapacity(count * plane)
    for unit in 0..<count {
      for pixel in 0..<plane {
        let sum = (0..<channels).reduce(Float(0)) {
          $0 + weights[($1 * plane + pixel) * units + unit]
        }
        values.append(sum / Float(channels))
      }
    }
    // A few very large ones would make all others pale.
    let magnitudes = values.map(\.magnitude).sorted()
    let strong = magnitudes.isEmpty ? 0 : magnitudes[((magnitudes.count - 1) * 199 + 199) / 200]
    let end = strong > 0 ? strong : .infinity
    return PixelImage.images(
      values.map { min(max($0, -end), end) }, count: count, height: training.inputShape[1],
      width: training.inputShape[2],
      areSigned: true)
  }

  private func kernelPicture(_ layer: Conv2D) -> Picture {
    let shape = layer.weight.shape
    let count = min(shape[0], Self.shown)
    let isColored = shape[1] == 3
    let elements = Array(layer.weight.elements.prefix(count * shape[1] * shape[2] * shape[3]))
    let columns = min(count, 8)
    // Gray is 0, as it is between adding and taking away.
    let largest = elements.reduce(Float.leastNormalMagnitude) { max($0, $1.magnitude) }
    let images = PixelImage.images(
      isColored ? elements.map { 0.5 + $0 / (2 * largest) } : elements, count: count,
      channels: isColored ? 3 : 1, height: shape[2], width: shape[3], areSigned: !isColored)
    let grid = ImageGrid(
      images: images, columns: columns, zoom: 40 / Double(shape[3]), gap: 7)
    let number = count < shape[0] ? "The first \(count) of \(shape[0])" : "The \(shape[0])"
    return Picture(
      "kernels", title: "First convolution",
      caption: "\(number) kernels of the first convolution"
        + (isColored
          ? ", red, green and blue weights as these colours; gray is 0."
          : ": red adds, blue takes away, gray does nothing; all on one scale."),
      grid.drawing())
  }
}

extension Sequential {
  /// The layers with those of networks within in their place.
  fileprivate var innerLayers: [any Layer] {
    layers.flatMap { ($0 as? Sequential)?.innerLayers ?? [$0] }
  }

  fileprivate var linearCount: Int { innerLayers.count { $0 is Linear } }
}

import RLFigures
import RLNet
import RLSupervised

/// Images `[count, 1, height, width]` of pixels from 0 to 1.
func pixelImages(_ images: Tensor) -> [PixelImage] {
  let shape = images.shape
  return PixelImage.images(
    images.elements, count: shape[0], channels: shape[1], height: shape[2], width: shape[3])
}

/// New digits in rows of ten.
func samplesPicture(_ samples: Tensor, caption: String) -> Picture {
  let grid = ImageGrid(images: pixelImages(samples), columns: 10, zoom: 34 / 28, gap: 4)
  return Picture("samples", title: "Samples", caption: caption, grid.drawing())
}

extension Autoencoder: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    let positions = firstOfEach(heldOut)
    let digits = heldOut.batch(positions).inputs
    let kept = reconstructions(of: digits)
    let codeSize = try history.configuration(of: Autoencoder.self).codeSize
    let grid = ImageGrid(
      images: pixelImages(digits) + pixelImages(kept), columns: positions.count,
      rowLabels: ["in", "out"], zoom: 34 / 28, gap: 3)
    let numbers = codeSize == 1 ? "one number" : "\(codeSize) numbers"
    return try [
      Picture(
        "pairs", title: "In and out",
        caption: "The first held-out image of each digit, and what is drawn from its \(numbers).",
        grid.drawing())
    ]
      + keptPictures(
        of: history, "The first 25 held-out images as they were drawn from their codes")
  }
}

extension GAN: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    let caption = "What the generator makes of 50 vectors of random numbers."
    return try [samplesPicture(samples(50), caption: caption)]
      + keptPictures(of: history, "Samples of the same random numbers")
  }
}

/// The first example of each class, by class.
func firstOfEach(_ examples: Dataset<Int>) -> [Int] {
  let labels = examples.targets
  return examples.classNames.indices.compactMap { labels.firstIndex(of: $0) }
}

/// What was drawn at each evaluation in training, one after the other.
///
/// - Throws: `DataError` where a file is damaged.
func keptPictures(of history: TaskHistory, _ what: String) throws -> [Picture] {
  let epochs = (history.metrics["epoch"] ?? []).compactMap(Int.init(exactly:))
  let kept = epochs.count <= 60 ? epochs : (0..<60).map { epochs[$0 * (epochs.count - 1) / 59] }
  let frames = try kept.compactMap { epoch in
    try DrawingFiles.read(epoch: epoch, in: history.folder).map { frame($0, epoch: epoch) }
  }
  guard frames.count > 1 else { return [] }
  return [
    Picture(
      "samples-by-epoch", title: "In training",
      caption: "\(what), after each of \(frames.count) evaluations from epoch \(kept[0]) on.",
      Animation(frames, secondsPerFrame: 0.5, secondsAtEnd: 2))
  ]
}

private func frame(_ images: IDXArray, epoch: Int) -> Drawing {
  let (count, height, width) = (images.sizes[0], images.sizes[1], images.sizes[2])
  let grid = ImageGrid(
    title: "epoch \(epoch)",
    images: PixelImage.images(
      images.elements.map { Float($0) / 255 }, count: count, height: height, width: width),
    columns: 5, zoom: 56 / Double(max(height, 1)), gap: 4)
  return grid.drawing()
}

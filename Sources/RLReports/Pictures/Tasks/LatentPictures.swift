import RLFigures
import RLNet
import RLSupervised

extension VariationalAutoencoder: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    let caption = "What is drawn from 50 latent vectors of the standard normal distribution."
    return try [samplesPicture(samples(50), caption: caption)] + pairs + walks + plane
      + keptPictures(of: history, "Samples of the same latent numbers")
  }

  private var pairs: [Picture] {
    let positions = firstOfEach(heldOut)
    let digits = heldOut.batch(positions).inputs
    let grid = ImageGrid(
      images: pixelImages(digits) + pixelImages(images(of: means(of: digits))),
      columns: positions.count, rowLabels: ["in", "out"], zoom: 34 / 28, gap: 3)
    return [
      Picture(
        "pairs", title: "In and out",
        caption: "The first held-out image of each digit, and what is drawn from the means of its "
          + "latent numbers.", grid.drawing())
    ]
  }

  /// Walks from digit to digit in straight lines between their codes.
  private var walks: [Picture] {
    let positions = firstOfEach(heldOut)
    guard positions.count > 1 else { return [] }
    let codes = means(of: heldOut.batch(positions).inputs)
    let rows = stride(from: 0, to: positions.count - 1, by: 2).map { row in
      images(of: walk(codes, from: row, to: row + 1, steps: 9))
    }
    let labels = stride(from: 0, to: positions.count - 1, by: 2).map { row in
      let names = heldOut.classNames
      let labels = heldOut.targets
      return "\(names[labels[positions[row]]]) to \(names[labels[positions[row + 1]]])"
    }
    let strip = ImageGrid(
      images: rows.flatMap(pixelImages), columns: 10, rowLabels: labels, zoom: 31 / 28, gap: 3)
    let steps = 8
    let round = positions.indices.flatMap { index in
      let next = (index + 1) % positions.count
      return pixelImages(images(of: walk(codes, from: index, to: next, steps: steps)))
        .dropLast()
    }
    let frames = round.map { image in
      Drawing(
        width: 224, height: 224, description: "a walk through the latent space",
        [.image(image, in: Rectangle(x: 0, y: 0, width: 224, height: 224))])
    }
    return [
      Picture(
        "walk", title: "Latent walk",
        caption: "Digits on straight lines between the codes of two held-out ones, in equal steps.",
        strip.drawing()),
      Picture(
        "walk-round", title: "Latent walk through all digits",
        caption: "Through the codes of ten held-out digits, and back to the first.",
        Animation(frames, secondsPerFrame: 0.12, secondsAtEnd: 0)),
    ]
  }

  /// Codes from one row of `codes` to another, both among them.
  private func walk(_ codes: Tensor, from first: Int, to last: Int, steps: Int) -> Tensor {
    let size = codes.shape[1]
    let elements = codes.elements
    let values = (0...steps).flatMap { step in
      (0..<size).map { index in
        let (from, to) = (elements[first * size + index], elements[last * size + index])
        return from + (to - from) * Float(step) / Float(steps)
      }
    }
    return Tensor(values, shape: [steps + 1, size])
  }

  /// The digits over the two latent numbers that tell most about images.
  private var plane: [Picture] {
    let codes = means(of: heldOut.batch(0..<min(heldOut.count, 1000)).inputs)
    let widest = widestColumns(codes)
    guard widest.count == 2 else { return [] }
    let size = codes.shape[1]
    let count = 15
    // The greatest value of the second number is at the top.
    let latents = (0..<count).flatMap { row in
      (0..<count).flatMap { column in
        var code = [Float](repeating: 0, count: size)
        code[widest[0]] = Float(4 * column) / Float(count - 1) - 2
        code[widest[1]] = 2 - Float(4 * row) / Float(count - 1)
        return code
      }
    }
    let map = tiled(
      pixelImages(images(of: Tensor(latents, shape: [count * count, size]))), columns: count)
    var chart = LineChart(
      xLabel: "latent number \(widest[0])", yLabel: "latent number \(widest[1])",
      size: ChartSize(400, 390), xBounds: -2.14...2.14, yBounds: -2.14...2.14)
    // The axes come with a line, which the images cover.
    chart.series = [.init(x: [-2.14, 2.14], y: [-2.14, 2.14])]
    guard let plot = chart.frame()?.plot else { return [] }
    var drawing = chart.drawing()
    drawing.elements.append(.image(map, in: plot))
    drawing.description = "digits over two latent numbers"
    let rest = size > 2 ? "; the others are 0" : ""
    return [
      Picture(
        "latents", title: "The latent plane",
        caption: "What is drawn from two latent numbers, those that differ most between "
          + "held-out digits\(rest).", drawing)
    ]
  }
}

/// The two columns of `[rows, columns]` with the largest variances, the smaller number first.
package func widestColumns(_ values: Tensor) -> [Int] {
  let (rows, columns) = (values.shape[0], values.shape[1])
  let elements = values.elements
  let variances = (0..<columns).map { column -> Double in
    let column = (0..<rows).map { Double(elements[$0 * columns + column]) }
    let mean = column.reduce(0, +) / Double(rows)
    return column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }
  return variances.indices.sorted { first, second in
    variances[first] == variances[second] ? first < second : variances[first] > variances[second]
  }.prefix(2).sorted()
}

/// Images of one size as one, without gaps.
func tiled(_ images: [PixelImage], columns: Int) -> PixelImage {
  guard let first = images.first else { return PixelImage(width: 1, height: 1) }
  let rows = (images.count + columns - 1) / columns
  var whole = PixelImage(width: columns * first.width, height: rows * first.height)
  for (index, image) in images.enumerated() {
    let (left, top) = (index % columns * first.width, index / columns * first.height)
    for y in 0..<first.height {
      for x in 0..<first.width { whole[left + x, top + y] = image[x, y] }
    }
  }
  return whole
}

import RLNet
import RLRandom

extension Tensor {
  /// One column drawn for each row of probabilities `[batch, n]`, one uniform number a row.
  func sampleRows(using generator: inout PCG64) -> [Int] {
    let (rows, columns) = (shape[0], shape[1])
    return withUnsafeElements { elements in
      (0..<rows).map { row in
        generator.categorical(elements.extracting(row * columns..<(row + 1) * columns).span)
      }
    }
  }

  /// The elements with their mean subtracted, divided by their standard deviation (+ 10⁻⁸).
  func standardized() -> Tensor {
    let centred = self - mean()
    return centred / (centred.squared().mean().squareRoot() + 1e-8)
  }
}

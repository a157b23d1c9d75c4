import RLNet
import RLRandom

extension Tensor {
  /// One column drawn for each row of probabilities `[batch, n]`, one uniform number a row.
  ///
  /// Weights that are finite can still be so large that a row is not a number. What is learned from that
  /// is told as a divergence; until then the first column that may be drawn stands for such a row.
  ///
  /// - Parameter allowed: whether each may be drawn, `[batch * n]`; all may unless stated.
  func sampleRows(using generator: inout PCG64, allowed: [Bool]? = nil) -> [Int] {
    let (rows, columns) = (shape[0], shape[1])
    return withUnsafeElements { elements in
      (0..<rows).map { row in
        let places = row * columns..<(row + 1) * columns
        let probabilities = elements.extracting(places)
        guard probabilities.allSatisfy({ $0 >= 0 }) else {
          _ = generator.uniform()
          return allowed?[places].firstIndex(of: true).map { $0 - places.lowerBound } ?? 0
        }
        return generator.categorical(probabilities.span)
      }
    }
  }

  /// The elements with their mean subtracted, divided by their standard deviation (+ 10⁻⁸).
  func standardized() -> Tensor {
    let centred = self - mean()
    return centred / (centred.squared().mean().squareRoot() + 1e-8)
  }
}

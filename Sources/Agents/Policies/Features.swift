import Environments
import RLNet

extension AnySpace {
  /// Observations as a network sees them: `[rows, features]` of the given rows of `scalars`, which
  /// are `[n, count]`.
  package func features(of scalars: [Float], rows: some Collection<Int>) -> Tensor {
    let width = count
    return Tensor([rows.count, featureCount]) { out in
      let all = scalars.span
      for (index, row) in rows.enumerated() {
        var features = UnsafeMutableBufferPointer(
          start: out + index * featureCount, count: featureCount
        ).mutableSpan
        writeFeatures(of: all.extracting(row * width..<(row + 1) * width), into: &features)
      }
    }
  }
}

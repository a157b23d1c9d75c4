import Environments
import RLNet

extension AnySpace {
  /// Observations as a network sees them, `[rows] + featureShape`, of the given rows of `scalars`,
  /// which are `[n, count]`.
  public func features(of scalars: Scalars, rows: some Collection<Int>) -> Tensor {
    switch (self, scalars) {
    case (.discrete(let space), .integers(let values)):
      space.features(of: values, rows: rows)
    case (.box(let space), .floats(let values)): space.features(of: values, rows: rows)
    case (.pixels(let space), .bytes(let values)): space.features(of: values, rows: rows)
    default: fatalError("\(self): the scalars are of another type")
    }
  }
}

extension Space {
  /// As `AnySpace.features(of:rows:)`.
  fileprivate func features(of scalars: [Scalar], rows: some Collection<Int>) -> Tensor {
    let (width, featureCount) = (count, featureCount)
    return Tensor(Shape([rows.count] + featureShape)) { out in
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

extension World {
  /// What is seen now as a network sees it, `[count] + featureShape`.
  public var features: Tensor { features(0..<count) }

  /// What is seen now in some environments, `[rows] + featureShape`.
  public func features(_ rows: some Collection<Int>) -> Tensor {
    spaces.observation.features(of: observations, rows: rows)
  }
}

extension SingleEnvironment {
  /// What is seen now as a network sees it, `[1] + featureShape`.
  package var features: Tensor { spaces.observation.features(of: observation, rows: 0..<1) }
}

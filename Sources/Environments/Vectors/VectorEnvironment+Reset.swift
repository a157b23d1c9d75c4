import RLRandom

extension VectorEnvironment {
  /// Starts a new episode in every environment and writes its first observation.
  ///
  /// - Parameter observations: `[count, observationScalars]`.
  @inlinable
  public mutating func reset(observations: inout MutableSpan<Scalar>) {
    requireRows(observations.count, "observations", of: observationScalars)
    for index in 0..<count { resetOne(index, observations: &observations) }
  }

  /// Starts a new episode in every environment, with the streams that the seeds `seed`, `seed + 1`,
  /// ... begin.
  @inlinable
  public mutating func reset(seed: UInt64, observations: inout MutableSpan<Scalar>) {
    for index in 0..<count { members[index].generator = PCG64(seed: seed &+ UInt64(index)) }
    reset(observations: &observations)
  }

  /// Starts a new episode in those environments for which `mask` is true; the others go on, and
  /// their rows stay as they are (Gymnasium's `reset_mask` option).
  ///
  /// - Parameters:
  ///   - mask: `[count]`.
  ///   - observations: `[count, observationScalars]`.
  @inlinable
  public mutating func reset(where mask: Span<Bool>, observations: inout MutableSpan<Scalar>) {
    requireRows(mask.count, "mask", of: 1)
    requireRows(observations.count, "observations", of: observationScalars)
    for index in 0..<count where mask[index] { resetOne(index, observations: &observations) }
  }

  @inlinable
  mutating func resetOne(_ index: Int, observations: inout MutableSpan<Scalar>) {
    members[index].reset()
    members[index].observe(into: &observations, row: index, width: observationScalars)
  }

  @inlinable
  func requireRows(_ found: Int, _ name: StaticString, of width: Int) {
    guard found == count * width else { refuse(found, name, of: width) }
  }

  @usableFromInline @inline(never)
  func refuse(_ found: Int, _ name: StaticString, of width: Int) -> Never {
    fatalError(
      "VectorEnvironment: \(name) has \(found) elements; \(count) environments need "
        + "\(count) × \(width)")
  }
}

extension VectorEnvironment.Member {
  /// Starts a new episode.
  @inlinable
  mutating func reset() {
    environment.reset(using: &generator)
    isOver = false
    hasStarted = true
  }

  /// Writes the observation over row `row` of `rows`, which are `width` scalars wide.
  @inlinable
  func observe(
    into rows: inout MutableSpan<Base.ObservationSpace.Scalar>, row: Int, width: Int
  ) {
    rows.withUnsafeMutableBufferPointer { buffer in
      var span = buffer.extracting(row &* width..<(row &+ 1) &* width).mutableSpan
      environment.observe(into: &span)
    }
  }
}

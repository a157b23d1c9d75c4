/// The floats of a tensor: one allocation, the elements aligned to 64 bytes, as the widest vector
/// registers and the cache lines want.
///
/// Unchecked: after its creator has filled it in, a storage is written only by
/// `Tensor.withUnsafeMutableElements`, which makes sure that it holds the one reference.
struct Storage: @unchecked Sendable {
  private var buffer: ManagedBuffer<Void, Float>

  init(count: Int) {
    buffer = ManagedBuffer<Void, Float>.create(minimumCapacity: count + 15) { _ in () }
  }

  var elements: UnsafeMutablePointer<Float> {
    buffer.withUnsafeMutablePointerToElements { start in
      UnsafeMutableRawPointer(start).alignedUp(toMultipleOf: 64)
        .assumingMemoryBound(to: Float.self)
    }
  }

  mutating func isUnique() -> Bool { isKnownUniquelyReferenced(&buffer) }
}

/// The floats of a tensor: one allocation, the elements aligned to 64 bytes, as the widest vector
/// registers and the cache lines want.
///
/// Unchecked: after its creator has filled it in, a storage is written only where its tensor has made
/// sure that it holds the one reference: by `Tensor.withUnsafeMutableElements`, `mappedInPlace` and
/// the `mapped` that takes an upstream gradient.
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

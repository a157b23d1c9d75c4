import Foundation
import RLState
import TestSupport
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4's examples, by NIST's "Cryptographic Standards and Guidelines: Example Values".
  @Test(
    arguments: [
      ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func examplesOfTheStandard(text: String, repetitions: Int, digest: String) {
    var hash = SHA256()
    hash.add(Array(String(repeating: text, count: repetitions).utf8)[...])
    #expect(hash.hexDigest == digest)
  }

  @Test func everyLengthInPieces() throws {
    for (length, expected) in try Fixture.load("sha256", as: Digests.self).messages.enumerated() {
      let bytes = message(length)
      var hash = SHA256()
      var rest = bytes[...]
      for piece in expected.pieces {
        hash.add(rest.prefix(piece))
        // Asking does not end the stream.
        _ = hash.digest
        rest = rest.dropFirst(piece)
      }
      #expect(rest.isEmpty)
      #expect(hash.hexDigest == expected.digest, "\(length) bytes in pieces \(expected.pieces)")
      var whole = SHA256()
      whole.add(bytes[...])
      #expect(hash == whole, "\(length) bytes in pieces \(expected.pieces)")
    }
  }

  @Test func numbersAreTheirBytes() throws {
    var hash = SHA256()
    for i in 0..<100 {
      hash.update(UInt8(i))
      hash.update(Int16(-i))
      hash.update(UInt32(77777 * i))
      hash.update(-1 << 40 * i)
      hash.update(UInt64(1) << 63 + UInt64(i))
      let floats: [Float] = [Float(i), Float(-i), Float(i) / 4, 0, -0.0]
      hash.update(floats.span)
    }
    #expect(try hash.hexDigest == Fixture.load("sha256", as: Digests.self).numbers)
  }

  @Test func aStreamGoesOnFromItsState() throws {
    let expected = try Fixture.load("sha256", as: Digests.self).messages[150].digest
    let bytes = message(150)
    for place in 0...150 {
      var hash = SHA256()
      hash.add(bytes[..<place])
      var copy = SHA256()
      copy.add(message(77)[...])
      try copy.loadState(hash.stateEntries)
      #expect(copy == hash, "after \(place) bytes")
      copy.add(bytes[place...])
      #expect(copy.hexDigest == expected, "after \(place) bytes")
    }
  }

  @Test(
    arguments: [
      (
        StateEntry(name: "words", shape: [7], values: .uint64([1, 2, 3, 4, 5, 6, 7])),
        "words: found the shape [7], expected the shape [8]"
      ),
      (
        StateEntry(name: "words", shape: [8], values: .uint64([1, 2, 3, 4, 5, 6, 7, 1 << 32])),
        "words: found 4294967296, expected at most 4294967295"
      ),
      (
        StateEntry(name: "pending", shape: [4], values: .uint8([1, 2, 3, 4])),
        "pending: found 4 bytes, expected 3, as the count says"
      ),
      (
        StateEntry(name: "count", shape: [], values: .uint64([68])),
        "pending: found 3 bytes, expected 4, as the count says"
      ),
    ])
  func damagedStatesAreRefused(damaged: StateEntry, message text: String) {
    var hash = SHA256()
    hash.add(message(67)[...])
    let entries = hash.stateEntries.map { $0.name == damaged.name ? damaged : $0 }
    var copy = SHA256()
    let error = #expect(throws: StateError.self) { try copy.loadState(entries) }
    #expect(error?.description == text)
    #expect(copy == SHA256())
  }
}

extension SHA256 {
  fileprivate mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }
}

/// As the fixture's script makes it.
private func message(_ length: Int) -> [UInt8] {
  (0..<length).map { UInt8((31 * $0 + length) % 256) }
}

/// Digests by Python's hashlib: Fixtures/make_fixtures.py.
private struct Digests: Decodable {
  struct Message: Decodable {
    let pieces: [Int]
    let digest: String
  }

  /// One for each length from 0 on.
  let messages: [Message]
  let numbers: String
}

import RLNet
import RLRandom
import Testing

/// Files that are not safetensors, or no longer: each is told, none stops the process.
struct DamagedSafetensorsTests {
  private struct Damage: Sendable {
    let header: String
    var dataCount = 8
    let message: String
  }

  private static func one(
    dtype: String = #""F32""#, shape: String = "[2]", offsets: String = "[0,8]"
  ) -> String {
    #"{"w":{"dtype":\#(dtype),"shape":\#(shape),"data_offsets":\#(offsets)}}"#
  }

  private static func two(_ first: String, _ second: String) -> String {
    let entry = #"{"dtype":"F32","shape":[1],"data_offsets":"#
    return #"{"a":\#(entry)\#(first)},"b":\#(entry)\#(second)}}"#
  }

  private static let damages: [Damage] = [
    Damage(header: "", message: #"header: found the end of the header, expected JSON with {"#),
    Damage(header: "[]", message: "header: found '[' at byte 0, expected JSON with { there"),
    Damage(header: "{\"w", message: "expected JSON with the end of a string there"),
    Damage(header: "{\"w\":1}", message: "found '1' at byte 5, expected JSON with { there"),
    Damage(header: one() + "x", message: "expected JSON with the end of the header there"),
    Damage(header: "{\"\\q\":{}}", message: "expected JSON with an escaped character there"),
    Damage(header: "{\"\\ud800\":{}}", message: "the second half of a character"),
    Damage(header: "{\"\\ud800\\u0041\":{}}", message: "found '\"' at byte 14"),
    Damage(header: "{\"\\u00g0\":{}}", message: "expected JSON with four hexadecimal digits"),
    Damage(header: "{\"a\nb\":{}}", message: "a string without control characters"),
    Damage(
      header: one(dtype: #""F16""#),
      message: #""w" dtype: found F16, expected F32; convert the tensor to float32"#),
    Damage(header: one(dtype: "32"), message: "found '3' at byte 14, expected JSON with \""),
    Damage(
      header: one(shape: "[1,1,1,1,2]"),
      message: #""w" shape: found more than 4 numbers, expected at most 4"#),
    Damage(header: one(shape: "[-2]"), message: #""w" shape: found -2, expected a whole number"#),
    Damage(header: one(shape: "[2.0]"), message: #""w" shape: found 2.0, expected a whole number"#),
    Damage(header: one(shape: "[2e0]"), message: #""w" shape: found 2e0, expected a whole number"#),
    Damage(header: one(shape: "[02]"), message: #""w" shape: found 02, expected a whole number"#),
    Damage(
      header: one(shape: "[9223372036854775808]"),
      message: #""w" shape: found 9223372036854775808, expected a whole number from 0 to 2⁶³ − 1"#),
    Damage(
      header: one(shape: "[1152921504606846976]"),
      message: "expected 4611686018427387904 bytes for the shape [1152921504606846976]"),
    Damage(
      header: one(shape: "[1152921504606846976,16]"),
      message: "\"w\" shape: found [1152921504606846976, 16], expected a number of bytes below 2⁶³"),
    Damage(
      header: one(shape: "[4294967296,4294967296,0]", offsets: "[0,0]"), dataCount: 0,
      message: "\"w\" shape: found [4294967296, 4294967296, 0], expected a number of bytes"),
    Damage(header: one(shape: "2"), message: "found '2' at byte 28, expected JSON with [ there"),
    Damage(
      header: one(shape: "[3]"),
      message: "\"w\" data_offsets: found [0, 8], 8 bytes, expected 12 bytes for the shape [3]"),
    Damage(
      header: one(offsets: "[8,0]"),
      message: "\"w\" data_offsets: found [8, 0], expected a begin and an end"),
    Damage(header: one(offsets: "[8]"), message: "\"w\" data_offsets: found [8], expected a begin"),
    Damage(
      header: one(offsets: "[0,4,8]"),
      message: "\"w\" data_offsets: found more than 2 numbers, expected at most 2"),
    Damage(
      header: one(), dataCount: 7,
      message: "data: found 7 bytes, expected 8 bytes as the header says; the file was cut short"),
    Damage(
      header: one(), dataCount: 9,
      message: "data: found 9 bytes, expected 8 bytes as the header says; something was appended"),
    Damage(
      header: one(offsets: "[4,12]"), dataCount: 12,
      message: "\"w\" data_offsets: found begin 4, expected 0"),
    Damage(
      header: two("[0,4]", "[8,12]"), dataCount: 12,
      message: "\"b\" data_offsets: found begin 8, expected 4, where the tensor before it ends"),
    Damage(
      header: two("[0,4]", "[2,6]"), dataCount: 6,
      message: "\"b\" data_offsets: found begin 2, expected 4"),
    Damage(
      header: two("[0,4]", "[0,4]"), dataCount: 4,
      message: "\"b\" data_offsets: found begin 0, expected 4"),
    Damage(
      header: two("[0,4]", "[4,8]").replacing("\"b\"", with: "\"a\""),
      message: "header: found two members named \"a\", expected each name once"),
    Damage(
      header: two("[0,4]", "[4,8]").replacing("\"b\"", with: "\"\\u0061\""),
      message: "header: found two members named \"a\""),
    Damage(
      header: #"{"w":{"dtype":"F32","shape":[2],"shape":[2],"data_offsets":[0,8]}}"#,
      message: "\"w\": found shape twice, expected shape once"),
    Damage(header: #"{"w":{"dtype":"F32","shape":[2]}}"#, message: "\"w\": found no data_offsets"),
    Damage(
      header: #"{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8],"x":1}}"#,
      message: "\"w\": found a field \"x\", expected dtype, shape and data_offsets"),
    Damage(
      header: #"{"__metadata__":{"a":1}}"#, dataCount: 0,
      message: "found '1' at byte 21, expected JSON with \""),
    Damage(
      header: #"{"__metadata__":{"a":"1","a":"2"}}"#, dataCount: 0,
      message: "__metadata__: found two values of \"a\", expected each key once"),
  ]

  @Test func whatIsWrongIsTold() {
    for damage in Self.damages {
      let bytes = Self.file(Array(damage.header.utf8), Array(repeating: 0, count: damage.dataCount))
      let error = #expect(throws: SafetensorsError.self, "\(damage.header)") {
        try Safetensors(bytes, file: "weights.safetensors")
      }
      let text = error?.description ?? ""
      #expect(text.hasPrefix("weights.safetensors: "))
      #expect(text.contains(damage.message), "\(damage.header): \(text)")
    }
  }

  @Test func lengthsAreChecked() {
    let cases: [([UInt8], String)] = [
      ([], "header length: found 0 bytes, expected 8 bytes"),
      ([1, 2, 3], "header length: found 3 bytes, expected 8 bytes"),
      (
        [9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d], "header length: found 9, expected at most the 2 bytes"
      ),
      (
        [0, 0, 0, 0, 0, 0, 0, 0x10],
        "header length: found 1152921504606846976, expected at most 100000000"
      ),
      (
        Array(repeating: 0xff, count: 8),
        "header length: found 18446744073709551615, expected at most 100000000"
      ),
      (Self.file([0x7b, 0x22, 0xff, 0x22, 0x3a], []), "found a string that is not UTF-8"),
    ]
    for (bytes, message) in cases {
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(bytes, file: "f") }
      #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
  }

  /// Damaged in any way, a file is read as far as it still says what it holds, or refused.
  @Test func randomDamageIsReadOrRefused() throws {
    let seed = Seeds.fresh("damaged safetensors")
    var generator = PCG64(seed: seed)
    let whole = Safetensors(
      [
        ("0.weight", .normal(shape: [3, 4], using: &generator)), ("0.bias", .ones([4])),
        ("none", .zeros([0, 2])), ("number", Tensor(1)),
      ], metadata: ["note": "a \"quoted\" é"]
    ).bytes
    var (read, refused) = (0, 0)
    for round in 0..<3_000 {
      var bytes = whole
      for _ in 0...generator.integer(below: 3) { Self.damage(&bytes, &generator) }
      do {
        let file = try Safetensors(bytes, file: "weights")
        let headerCount = bytes[..<8].enumerated().reduce(0) {
          $0 | Int($1.element) << (8 * $1.offset)
        }
        let dataCount = file.tensors.reduce(0) { $0 + 4 * $1.tensor.count }
        #expect(8 + headerCount + dataCount == bytes.count, "round \(round), seed \(seed)")
        // What was read can be written and read again.
        let again = try Safetensors(
          Safetensors(file.tensors, metadata: file.metadata).bytes, file: "")
        #expect(again.tensors.map(\.name) == file.tensors.map(\.name))
        #expect(
          zip(again.tensors, file.tensors).allSatisfy {
            sameBits($0.tensor.elements, $1.tensor.elements)
          })
        #expect(again.metadata == file.metadata)
        read += 1
      } catch {
        #expect(error.description.hasPrefix("weights: "), "round \(round), seed \(seed)")
        refused += 1
      }
    }
    #expect(read > 100 && refused > 1_000, "\(read) read, \(refused) refused, seed \(seed)")
  }

  private static func damage(_ bytes: inout [UInt8], _ generator: inout PCG64) {
    func place() -> Int { generator.integer(below: max(bytes.count, 1)) }
    func replace(_ old: String, with new: String) {
      if let range = bytes.firstRange(of: Array(old.utf8)) {
        bytes.replaceSubrange(range, with: new.utf8)
      }
    }
    guard bytes.count > 8 else { return }
    switch generator.integer(below: 9) {
    case 0, 1: bytes[place()] ^= 1 << UInt8(generator.integer(below: 8))
    case 2: bytes[place()] = generator.pick(Array("{}[]\",:0129-\\ ".utf8))
    case 3: bytes.removeLast(generator.integer(below: bytes.count))
    case 4: bytes += (0..<generator.integer(below: 9)).map { UInt8($0) }
    case 5:
      let other = place()
      bytes.swapAt(place(), other)
    case 6: bytes[generator.integer(below: 8)] = UInt8(generator.integer(below: 256))
    case 7:
      replace(
        generator.pick(["[3,4]", "[4]", "[0,2]", "[]", "[0,48]", "[48,64]"]),
        with: generator.pick([
          "[1152921504606846976]", "[1152921504606846976,1152921504606846976]", "[4,3]", "[12]",
          "[0,0]", "[48,64]", "[0,48]", "[9223372036854775807,9223372036854775807]", "[2,2,1]",
        ]))
    default:
      let start = place()
      let end = min(bytes.count, start + generator.integer(below: 20))
      bytes.insert(contentsOf: bytes[start..<end], at: place())
    }
  }

  private static func file(_ header: [UInt8], _ data: [UInt8]) -> [UInt8] {
    withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
  }
}

import RLFiles
import RLNet
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
    Damage(
      header: digest(String(repeating: "0", count: 63)), dataCount: 0,
      message: "expected 64 hexadecimal digits in lower case; the file was damaged or altered"),
    Damage(
      header: digest(String(repeating: "A", count: 64)), dataCount: 0,
      message: "__metadata__.sha256: found \"AAAAAAAA"),
    Damage(
      header: digest("\\u0030" + String(repeating: "0", count: 63)), dataCount: 0,
      message: "expected 64 hexadecimal digits in lower case"),
    Damage(
      header: digest(String(repeating: "0", count: 64)), dataCount: 0,
      message: "expected 000000000000… as the file says; the file was damaged or altered"),
    Damage(
      header: digest(String(repeating: "0", count: 64)).replacing(
        "}}", with: #","sha256":"\#(String(repeating: "0", count: 64))"}}"#), dataCount: 0,
      message: "__metadata__: found two values of \"sha256\", expected each key once"),
  ]

  private static func digest(_ digits: String) -> String {
    #"{"__metadata__":{"sha256":"\#(digits)"}}"#
  }

  @Test func whatIsWrongIsTold() {
    for damage in Self.damages {
      let bytes = FileBytes.file(damage.header.utf8, Array(repeating: 0, count: damage.dataCount))
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
      (FileBytes.file([0x7b, 0x22, 0xff, 0x22, 0x3a], []), "found a string that is not UTF-8"),
    ]
    for (bytes, message) in cases {
      let error = #expect(throws: SafetensorsError.self) { try Safetensors(bytes, file: "f") }
      #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }
  }
}

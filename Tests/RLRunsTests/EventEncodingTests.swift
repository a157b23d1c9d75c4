import RLRuns
import RLSettings
import Testing

/// Bytes are compared with those that TensorBoard 2.21 and protobuf 7.36 give for the same messages,
/// fields in the order of their numbers and maps in that of their keys.
@Suite struct EventEncodingTests {
  private static let time = 1_700_000_000.25

  @Test func version() {
    var bytes: [UInt8] = []
    EventEncoding.appendVersion(wallTime: Self.time, to: &bytes)
    // As its `RecordWriter` writes it, with both checks.
    #expect(
      hex(bytes)
        == "1800000000000000a37f4b22" + "0900001040fc54d9411a0d627261696e2e4576656e743a32"
        + "338d2fe9")
  }

  @Test func scalars() {
    let event = ScalarEvent(["rollout/ep_rew_mean", "train/loss"])
    var bytes: [UInt8] = []
    event.append([142.5, 0.1], wallTime: Self.time, step: 23500, to: &bytes)
    #expect(
      hex(message(bytes))
        == "0900001040fc54d94110ccb7012a2f0a1a0a13726f6c6c6f75742f65705f7265775f6d65616e1500800e43"
        + "0a110a0a747261696e2f6c6f737315cdcccc3d")
    // The same again beside it: a template is not used up.
    let first = bytes
    event.append([142.5, 0.1], wallTime: Self.time, step: 23500, to: &bytes)
    #expect(bytes == first + first)
  }

  @Test func aZeroIsWrittenAndStepZeroIsNot() {
    var bytes: [UInt8] = []
    ScalarEvent(["a"]).append([0], wallTime: 1.5, step: 0, to: &bytes)
    #expect(hex(message(bytes)) == "09000000000000f83f2a0a0a080a01611500000000")
  }

  /// NaN has the same bits whatever the processor gave it.
  @Test func numbersThatAreNotFinite() {
    func value(_ number: Double) -> String {
      var bytes: [UInt8] = []
      ScalarEvent(["a"]).append([number], wallTime: 1.5, step: 0, to: &bytes)
      return String(hex(message(bytes)).suffix(8))
    }
    #expect(value(.nan) == "0000c07f" && value(-.nan) == "0000c07f")
    #expect(value(.infinity) == "0000807f" && value(-.infinity) == "000080ff")
    #expect(value(1e300) == "0000807f")
  }

  @Test func image() {
    var bytes: [UInt8] = []
    EventEncoding.appendImage(
      tag: "picture", png: [0x89, 0x50, 0x4E, 0x47], width: 200, height: 3, wallTime: 2, step: 5,
      to: &bytes)
    #expect(
      hex(message(bytes))
        == "09000000000000004010052a1a0a180a0770696374757265220d080310c8011804220489504e47")
  }

  @Test func settings() {
    var bytes: [UInt8] = []
    HyperparameterEvents.appendStart(
      [
        ("learningRate", .double(0.0005)), ("seed", .int(1)), ("hidden", .integers([64, 64])),
        ("doubleQ", .bool(false)),
      ], wallTime: Self.time, to: &bytes)
    #expect(
      hex(message(bytes))
        == "0900001040fc54d9412a93010a90010a1c5f68706172616d735f2f73657373696f6e5f73746172745f696e"
        + "666f42060801120212004a680a660a0768706172616d73125b1a590a0d0a07646f75626c6551120220000a"
        + "110a0668696464656e12071a0536342c36340a190a0c6c6561726e696e6752617465120911fca9f1d24d62"
        + "403f0a110a0473656564120911000000000000f03f2900001040fc54d941")
  }

  @Test func end() {
    var bytes: [UInt8] = []
    HyperparameterEvents.appendEnd(wallTime: 1_700_000_009.5, step: 100, to: &bytes)
    #expect(
      hex(message(bytes))
        == "0900006042fc54d94110642a420a400a1a5f68706172616d735f2f73657373696f6e5f656e645f696e666f"
        + "42060801120212004a1a0a180a0768706172616d73120d220b08011100006042fc54d941")
  }

  /// The same but for the status.
  @Test func endOfARunThatFailed() {
    var bytes: [UInt8] = []
    HyperparameterEvents.appendEnd(
      hasFailed: true, wallTime: 1_700_000_009.5, step: 100, to: &bytes)
    #expect(
      hex(message(bytes))
        == "0900006042fc54d94110642a420a400a1a5f68706172616d735f2f73657373696f6e5f656e645f696e666f"
        + "42060801120212004a1a0a180a0768706172616d73120d220b08021100006042fc54d941")
  }

  /// What is between the length with its check and the check of the message.
  private func message(_ record: [UInt8]) -> ArraySlice<UInt8> { record.dropFirst(12).dropLast(4) }

  private func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count < 2 ? "0" + digits : digits
    }.joined()
  }
}

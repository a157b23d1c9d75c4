import Foundation
import RLFiles
import RLNet
import RLRandom
import TestSupport
import Testing

/// Files of weights: the safetensors package's are read, ours are what the format demands.
struct SafetensorsTests {
  private func fixture(_ name: String) -> String {
    Fixture.folder().appending(path: "\(name).safetensors").path
  }

  private static func ramp(_ shape: Shape, _ start: Float) -> Tensor {
    Tensor((0..<shape.count).map { start + Float($0) / 8 }, shape: shape)
  }

  private static func network(_ initializer: Initializer) -> Sequential {
    var generator = PCG64(seed: 1)
    return Sequential(
      Linear(3, 4, weight: initializer, bias: .zeros, using: &generator), ReLU(),
      Linear(4, 2, weight: initializer, bias: .zeros, using: &generator))
  }

  @Test func theReferencePackagesFileLoads() throws {
    var network = Self.network(.zeros)
    let metadata = try network.load(from: fixture("network"))
    #expect(network.tensor("0.weight") == Self.ramp([3, 4], -1))
    #expect(network.tensor("0.bias") == Self.ramp([4], 2))
    #expect(network.tensor("2.weight") == Self.ramp([4, 2], -3))
    #expect(network.tensor("2.bias") == Self.ramp([2], 5))
    #expect(
      metadata == ["format": "np", "text": "quotes \" and \\, a line\nbreak, é, 𝛾"])
  }

  private struct Torch: Decodable { let inputs, outputs: [Double] }

  private static func torchNetwork() -> Sequential {
    var generator = PCG64(seed: 1)
    return Sequential(
      Conv2D(1, 1, kernel: ImageSize(2, 2), using: &generator), Tanh(), Flatten(),
      Linear(4, 4, using: &generator), Tanh(), Linear(4, 2, using: &generator))
  }

  /// PyTorch's weights with the layout stated give PyTorch's outputs.
  @Test func weightsOfPyTorchAreTransposed() throws {
    var network = Self.torchNetwork()
    #expect(try network.load(from: fixture("torch")) == ["layout": "outputs,inputs"])
    let expected = try Fixture.load("torch", as: Torch.self)
    let found = network(Tensor(expected.inputs.map { Float($0) }, shape: [3, 1, 3, 3]))
    #expect(relativeError(found.elements.map(Double.init), expected.outputs) < 1e-6)
    // Once saved here, they stay as they are.
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try network.save(to: path, metadata: ["layout": "outputs,inputs"])
    var copy = Self.torchNetwork()
    try copy.load(from: path)
    #expect(sameBits(copy.numbers, network.numbers))
  }

  /// The torch fixture up to its square layer, with another layout in its metadata, or none.
  private func torchFile(layout: String?) throws -> String {
    let file = try Safetensors(contentsOf: FilePlace(fixture("torch")))
    let ours = Safetensors(
      file.tensors.filter { !$0.name.hasPrefix("5.") },
      metadata: ["layout": layout, "made": "elsewhere"].compactMapValues(\.self))
    let path = temporaryPath()
    try Data(try #require(FileBytes.withoutDigest(ours.bytes))).write(to: URL(filePath: path))
    return path
  }

  @Test func aSquareWeightIsNotLoadedWithoutItsLayout() throws {
    for (layout, saying) in [
      (
        nil,
        "3.weight is 4 × 4, and nothing says whether its rows are inputs or outputs; save the file with "
          + "the metadata layout: outputs,inputs as in PyTorch, or inputs,outputs as here"
      ),
      (
        "rows",
        "__metadata__.layout: found \"rows\", expected outputs,inputs as in PyTorch, or inputs,outputs "
          + "as here"
      ),
    ] as [(String?, String)] {
      let path = try torchFile(layout: layout)
      defer { try? FileManager.default.removeItem(atPath: path) }
      var network = Sequential(Array(Self.torchNetwork().layers.prefix(4)))
      let before = network.numbers
      let error = #expect(throws: LayoutError.self) { try network.load(from: path) }
      #expect(error?.description == "\(path): \(saying)")
      #expect(sameBits(network.numbers, before))
    }
    // Stated as it stands, it is the other matrix.
    let path = try torchFile(layout: "inputs, outputs")
    defer { try? FileManager.default.removeItem(atPath: path) }
    var network = Sequential(Array(Self.torchNetwork().layers.prefix(4)))
    try network.load(from: path)
    let raw = try Safetensors(contentsOf: FilePlace(fixture("torch"))).tensors
    #expect(network.tensor("3.weight") == raw.first { $0.name == "3.weight" }?.tensor)
  }

  @Test func weightsThatAreTransposedAreToldSo() throws {
    let tensors = [
      (name: "0.weight", tensor: Self.ramp([4, 3], 0)), ("0.bias", Self.ramp([4], 0)),
      ("2.weight", Self.ramp([2, 4], 0)), ("2.bias", Self.ramp([2], 0)),
    ]
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let ours = Safetensors(tensors, metadata: ["made": "elsewhere"])
    try Data(try #require(FileBytes.withoutDigest(ours.bytes))).write(to: URL(filePath: path))
    var network = Self.network(.zeros)
    let error = #expect(throws: CheckpointMismatch.self) { try network.load(from: path) }
    #expect(
      error?.description == """
        \(path) holds the matrices of linear layers as outputs,inputs: 0.weight has shape [4, 3], \
        2.weight has shape [2, 4]. Save it with the metadata layout: outputs,inputs.
        """)
    // Said to be as they are not, they are told by the shapes that the file has.
    let wrong = Safetensors(
      Self.network(.ones).namedTensors, metadata: ["layout": "outputs,inputs", "made": "here"])
    try Data(try #require(FileBytes.withoutDigest(wrong.bytes))).write(to: URL(filePath: path))
    let stated = #expect(throws: CheckpointMismatch.self) { try network.load(from: path) }
    #expect(
      stated?.description == """
        \(path) holds the matrices of linear layers as inputs,outputs: 0.weight has shape [3, 4], \
        2.weight has shape [4, 2]. Save it with the metadata layout: inputs,outputs.
        """)
    // Of a file of this package it is another model.
    try Data(ours.bytes).write(to: URL(filePath: path))
    let own = #expect(throws: CheckpointMismatch.self) { try network.load(from: path) }
    #expect(own?.description.contains("holds another model") == true)
  }

  /// Only linear layers have matrices that stand in two ways.
  @Test func otherMatricesStayAsTheyAre() throws {
    let weight = Self.ramp([2, 2], 1)
    let file = Safetensors(
      [(name: "weight", tensor: weight), ("bias", Tensor.zeros([2, 2]))],
      metadata: ["made": "elsewhere"])
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(try #require(FileBytes.withoutDigest(file.bytes))).write(to: URL(filePath: path))
    var layer = LayerNorm(shape: [2, 2])
    try layer.load(from: path)
    #expect(layer.tensor("weight") == weight)
  }

  @Test func everyShapeAndNumberIsRead() throws {
    let file = try Safetensors(contentsOf: FilePlace(fixture("shapes")))
    let tensors = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
    #expect(tensors.count == 4 && file.metadata.isEmpty)
    #expect(tensors["number"] == Tensor(0.5))
    #expect(tensors["empty"] == .zeros([0, 3]))
    #expect(tensors["four axes"] == Self.ramp([2, 1, 3, 2], 0))
    #expect(
      sameBits(
        try #require(tensors["vector"]).elements,
        [-0.0, .infinity, -.infinity, .leastNonzeroMagnitude, .greatestFiniteMagnitude]))
  }

  /// Byte by byte by the format's description.
  @Test func bytesAreThoseOfTheFormat() {
    let file = Safetensors(
      [("w", Tensor(rows: [[1, -2]])), ("b\"", Tensor(0.5)), ("none", .zeros([0, 2]))],
      metadata: ["z": "line\nbreak", "a": "é"])
    let zeros = String(repeating: "0", count: 64)
    let header =
      #"{"__metadata__":{"a":"é","sha256":"\#(zeros)","z":"line\u000abreak"},"#
      + #""b\"":{"data_offsets":[8,12],"dtype":"F32","shape":[]},"#
      + #""none":{"data_offsets":[12,12],"dtype":"F32","shape":[0,2]},"#
      + #""w":{"data_offsets":[0,8],"dtype":"F32","shape":[1,2]}}"#
    let padding = (8 - header.utf8.count % 8) % 8
    let expected =
      FileBytes.file(
        Array(header.utf8) + Array(repeating: 0x20, count: padding),
        [0, 0, 0x80, 0x3f] + [0, 0, 0, 0xc0] + [0, 0, 0, 0x3f])
    #expect(file.bytes == FileBytes.sealed(expected))
    let empty = FileBytes.file(#"{"__metadata__":{"sha256":"\#(zeros)"}}  "#.utf8, [])
    #expect(Safetensors([]).bytes == FileBytes.sealed(empty))
  }

  @Test func aRoundTripKeepsEveryBit() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var saved = TwoHeads.small()
    saved.mean = Tensor([-0.0, .greatestFiniteMagnitude, .leastNonzeroMagnitude])
    let metadata = ["step": "12", "quote\"\u{1}": "\\𝛾"]
    try saved.save(to: path, metadata: metadata)

    var loaded = TwoHeads.small()
    loaded.body.weight = .zeros([3, 4])
    loaded.value.layer.weight = .zeros([4, 1])
    loaded.mean = .zeros([3])
    #expect(try loaded.load(from: path) == metadata)
    #expect(sameBits(loaded.numbers, saved.numbers))
    #expect(try Safetensors(contentsOf: FilePlace(path)).tensors.map(\.name) == TwoHeads.names)

    // Saving again replaces the file, by the same bytes.
    let bytes = try Data(contentsOf: URL(filePath: path))
    try loaded.save(to: path, metadata: metadata)
    #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
  }

  /// A digest stands where the digits are, however the metadata look.
  @Test func everyKeyGoesWithTheDigest() throws {
    let metadata = [
      "a\"sha256": String(repeating: "0", count: 64), "sha256 ": "1", "é": "\"sha256\":\"",
      "zero": String(repeating: "0", count: 64),
    ]
    let bytes = Safetensors([("sha256", Tensor(1))], metadata: metadata).bytes
    let file = try Safetensors(bytes, file: "f", requiringDigest: true)
    #expect(file.metadata == metadata)
  }

  @Test func anAlteredFileIsRefused() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.network(.ones).save(to: path)
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let digits = try #require(FileBytes.digitsOfDigest(in: bytes))
    let digest = String(decoding: bytes[digits], as: UTF8.self)
    var altered = bytes
    altered[bytes.count - 1] ^= 1
    let actual = String(decoding: FileBytes.sealed(altered)[digits], as: UTF8.self)
    try Data(altered).write(to: URL(filePath: path))

    var network = Self.network(.zeros)
    let before = network.numbers
    let error = #expect(throws: SafetensorsError.self) { try network.load(from: path) }
    #expect(
      error?.description == """
        \(path): __metadata__.sha256: found content with the digest \(actual.prefix(12))…, \
        expected \(digest.prefix(12))… as the file says; the file was damaged or altered after it \
        was written; copy it again or use another one
        """)
    #expect(sameBits(network.numbers, before))
  }

  @Test func aDigestCanBeRequired() throws {
    var network = Self.network(.zeros)
    let foreign = fixture("network")
    let error = #expect(throws: SafetensorsError.self) {
      try network.load(from: FilePlace(foreign), requiringDigest: true)
    }
    #expect(
      error?.description.hasPrefix(
        "\(foreign): __metadata__.sha256: found nothing, expected the file's SHA-256") == true)
    #expect(network.numbers.allSatisfy { $0 == 0 })

    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.network(.ones).save(to: path, metadata: ["step": "1"])
    #expect(try network.load(from: FilePlace(path), requiringDigest: true) == ["step": "1"])
    #expect(sameBits(network.numbers, Self.network(.ones).numbers))
  }

  @Test func theDigestsKeyStops() async {
    expectStop(
      saying: "metadata cannot have the key sha256",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Safetensors([], metadata: ["sha256": ""]).bytes
      })
  }

  @Test func differencesAreToldByName() throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Self.network(.ones).save(to: path)
    var generator = PCG64(seed: 2)
    var other = Sequential(
      Linear(3, 5, using: &generator), ReLU(), Linear(4, 2, bias: nil, using: &generator), Tanh(),
      Linear(1, 1, bias: nil, using: &generator))
    let before = other.numbers
    let error = #expect(throws: CheckpointMismatch.self) { try other.load(from: path) }
    #expect(
      error?.description == """
        \(path) holds another model: 0.weight has shape [3, 4] in the file, [3, 5] in the module; \
        0.bias has shape [4] in the file, [5] in the module; \
        4.weight of shape [1, 1] is missing from the file; \
        2.bias of shape [2] is in the file, not in the module. \
        Build the module with the layers and sizes that the file was saved from.
        """)
    #expect(sameBits(other.numbers, before))
  }

  /// Whatever the digest says: `save` seals what it is given.
  @Test(arguments: [Float.nan, .infinity, -.infinity]) func onlyFiniteWeightsAreLoaded(
    _ number: Float
  ) throws {
    let path = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: path) }
    var saved = TwoHeads.small()
    saved.mean = Tensor([0, number, 1])
    try saved.save(to: path)
    var loaded = TwoHeads.small()
    let before = loaded.numbers
    let error = #expect(throws: SafetensorsError.self) { try loaded.load(from: path) }
    #expect(error?.field == "\"mean\"" && error?.found == "\(number)")
    #expect(sameBits(loaded.numbers, before))
  }

  @Test func missingFilesAndFoldersAreTold() throws {
    var network = Self.network(.ones)
    let path = temporaryPath()
    let loading = #expect(throws: FileError.self) { try network.load(from: path) }
    #expect(
      loading?.description == "cannot read \(path): No such file or directory; check the path")
    let folder = FileManager.default.temporaryDirectory.path
    let reading = #expect(throws: FileError.self) { try network.load(from: folder) }
    #expect(reading?.description == "cannot read \(folder): Is a directory")
    let saving = #expect(throws: FileError.self) { try network.save(to: "\(path)/weights") }
    let text = try #require(saving).description
    #expect(text.hasPrefix("cannot create \(path)/weights"))
    #expect(text.hasSuffix("No such file or directory; create its folder first"))
  }

  /// A failed replacement leaves neither a partial file nor a changed one.
  @Test func nothingIsLeftBeside() throws {
    let folder = temporaryPath()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: "\(folder)/taken/inner", withIntermediateDirectories: true)
    try Self.network(.ones).save(to: "\(folder)/weights")
    try Self.network(.ones).save(to: "\(folder)/weights")
    #expect(throws: FileError.self) { try Self.network(.ones).save(to: "\(folder)/taken") }
    let left = try FileManager.default.contentsOfDirectory(atPath: folder)
    #expect(left.sorted() == ["taken", "weights"])
  }

  @Test func twoTensorsOfOneNameStop() async {
    expectStop(
      saying: "a file cannot hold two tensors named \"a\"",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Safetensors([("a", Tensor(1)), ("a", Tensor(2))])
      })
  }

  private func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "RLNetTests-\(UUID().uuidString)").path
  }
}

import RLFiles

extension Module {
  /// Writes every tensor, also frozen ones and buffers, to a safetensors file under its name, such
  /// as `0.weight`; the data are in visiting order.
  ///
  /// The file is replaced as a whole: a crash leaves the old one or the new one. The same model and
  /// metadata give the same bytes. The file carries its SHA-256, as `sha256` of its `__metadata__`:
  /// that of the whole file with these 64 digits replaced by zeros.
  ///
  /// - Parameters:
  ///   - path: the path of the file, absolute or from the working directory.
  ///   - metadata: text to keep beside the tensors, as the file's `__metadata__`. A key `sha256`
  ///     stops the program.
  /// - Throws: `FileError` where the system refuses.
  public func save(to path: String, metadata: [String: String] = [:]) throws(FileError) {
    try writeDurably(Safetensors(namedTensors, metadata: metadata).bytes, to: path)
  }

  /// Replaces every tensor by the one of its name in a safetensors file of Float32 tensors.
  ///
  /// A file that carries its SHA-256, as `save(to:metadata:)` writes it, is checked against it, and
  /// weights of linear layers are `[inputs, outputs]` in it. A file of another program says by `layout`
  /// in its `__metadata__` how they stand: `outputs,inputs` as in PyTorch, which transposes them, or
  /// `inputs,outputs`; it need not where no weight is square, which would fit both ways:
  ///
  /// ```python
  /// safetensors.torch.save_file(
  ///     network.state_dict(), "network.safetensors", metadata={"layout": "outputs,inputs"})
  /// ```
  ///
  /// A failed load leaves the module as it was.
  ///
  /// - Parameter path: the path of the file, absolute or from the working directory.
  /// - Returns: the file's `__metadata__` but for `sha256`.
  /// - Throws: `FileError` where the system cannot read the file, `SafetensorsError` where it is not
  ///   safetensors, was damaged or altered or holds numbers that are not finite, `LayoutError` where it does not say how square
  ///   weights stand, `CheckpointMismatch` where its tensors are not those of the module.
  @discardableResult
  public mutating func load(from path: String) throws -> [String: String] {
    try load(from: FilePlace(path), requiringDigest: false)
  }

  /// As `load(from:)`; a file that does not carry its SHA-256 is refused where it is required.
  @discardableResult
  package mutating func load(
    from place: FilePlace, requiringDigest: Bool
  ) throws -> [String: String] {
    let file = try Safetensors(contentsOf: place, requiringDigest: requiringDigest)
    try load(file, file: place.path)
    return file.metadata
  }

  /// Replaces every tensor by the one of its name; `file` is how an error names the source.
  private mutating func load(_ source: Safetensors, file: String) throws {
    let layout = try MatrixLayout(of: source, at: file)
    let matrices = matrixNames
    let found = Dictionary(uniqueKeysWithValues: source.tensors.map { ($0.name, $0.tensor) })
    /// What a tensor of the module has to be in a file.
    func shape(_ name: String, _ tensor: Tensor, _ layout: MatrixLayout) -> Shape {
      matrices.contains(name) ? layout.shape(tensor.shape) : tensor.shape
    }
    let tensors = namedTensors
    var mismatch = CheckpointMismatch(file: file)
    for (name, tensor) in tensors {
      guard let inFile = found[name]?.shape else {
        mismatch.missing.append((name, tensor.shape))
        continue
      }
      if inFile != shape(name, tensor, layout ?? .inputsOutputs) {
        mismatch.reshaped.append((name, inFile, tensor.shape))
      }
    }
    let names = Set(tensors.map(\.name))
    for (name, tensor) in source.tensors where !names.contains(name) {
      mismatch.unexpected.append((name, tensor.shape))
    }
    if !mismatch.isEmpty {
      let other: MatrixLayout = layout == .outputsInputs ? .inputsOutputs : .outputsInputs
      let fits = tensors.allSatisfy { found[$0.name]?.shape == shape($0.name, $0.tensor, other) }
      if fits, !source.hasDigest, mismatch.unexpected.isEmpty { mismatch.layout = other }
      throw mismatch
    }
    let square = tensors.first {
      matrices.contains($0.name) && $0.tensor.shape[0] == $0.tensor.shape[1] && $0.tensor.count > 1
    }
    for entry in source.entries {
      if let other = entry.values.firstNotFinite(in: 0..<entry.values.count) {
        throw SafetensorsError(
          file: file, tensor: entry.name, found: other, expected: "finite numbers",
          advice: "training diverged before they were saved, or the file was altered")
      }
    }
    if layout == nil, let square {
      throw LayoutError(
        file: file, problem: .unstated(name: square.name, size: square.tensor.shape[0]))
    }
    visitNamed { name, tensor, _ in
      guard let new = found[name] else { return }
      tensor = layout == .outputsInputs && matrices.contains(name) ? new.transposed() : new
    }
  }
}

/// How the tensors of a file differ from those of the module that they were to be loaded into.
public struct CheckpointMismatch: Error, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// Tensors of the module that the file does not have.
  public internal(set) var missing: [(name: String, shape: Shape)] = []
  /// Tensors of the file that the module does not have.
  public internal(set) var unexpected: [(name: String, shape: Shape)] = []
  /// Tensors of different shapes in the file and in the module.
  public internal(set) var reshaped: [(name: String, inFile: Shape, inModule: Shape)] = []

  /// How the matrices of the file of another program stand, where it fits but for that.
  var layout: MatrixLayout?

  var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && reshaped.isEmpty }

  /// The file, every difference with both shapes, and what to do.
  public var description: String {
    let lines =
      reshaped.map { "\($0.name) has shape \($0.inFile) in the file, \($0.inModule) in the module" }
      + missing.map { "\($0.name) of shape \($0.shape) is missing from the file" }
      + unexpected.map { "\($0.name) of shape \($0.shape) is in the file, not in the module" }
    if let layout {
      let shapes = reshaped.map { "\($0.name) has shape \($0.inFile)" }.joined(separator: ", ")
      return
        "\(file) holds the matrices of linear layers as \(layout.rawValue): \(shapes). Save it "
        + "with the metadata \(MatrixLayout.key): \(layout.rawValue)."
    }
    return "\(file) holds another model: " + lines.joined(separator: "; ")
      + ". Build the module with the layers and sizes that the file was saved from."
  }
}

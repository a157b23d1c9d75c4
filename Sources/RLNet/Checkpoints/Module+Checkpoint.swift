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
  ///   safetensors or was damaged or altered, `LayoutError` where it does not say how square
  ///   weights stand, `CheckpointMismatch` where its tensors are not those of the module.
  @discardableResult
  public mutating func load(from path: String) throws -> [String: String] {
    try load(from: path, requiringDigest: false)
  }

  /// As `load(from:)`; a file that does not carry its SHA-256 is refused where it is required.
  @discardableResult
  package mutating func load(
    from path: String, requiringDigest: Bool
  ) throws -> [String: String] {
    let file = try Safetensors(contentsOf: path, requiringDigest: requiringDigest)
    try load(file.withInputsFirst(file: path), file: path)
    return file.metadata
  }

  /// Replaces every tensor by the one of its name; `file` is how an error names the source.
  package mutating func load(_ source: Safetensors, file: String) throws(CheckpointMismatch) {
    let found = Dictionary(uniqueKeysWithValues: source.tensors.map { ($0.name, $0.tensor) })
    var mismatch = CheckpointMismatch(file: file)
    mismatch.isOfUnstatedLayout = !source.hasDigest && source.metadata[MatrixLayout.key] == nil
    var names: Set<String> = []
    for (name, tensor) in namedTensors {
      names.insert(name)
      if let shape = found[name]?.shape {
        if shape != tensor.shape { mismatch.reshaped.append((name, shape, tensor.shape)) }
      } else {
        mismatch.missing.append((name, tensor.shape))
      }
    }
    for (name, tensor) in source.tensors where !names.contains(name) {
      mismatch.unexpected.append((name, tensor.shape))
    }
    guard mismatch.isEmpty else { throw mismatch }
    visitNamed { name, tensor, _ in
      if let new = found[name] { tensor = new }
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

  /// Whether the file is one of another program that does not say how its matrices stand.
  var isOfUnstatedLayout = false

  /// Whether it fits but for matrices whose axes are the other way round.
  private var isTransposed: Bool {
    isOfUnstatedLayout && missing.isEmpty && unexpected.isEmpty
      && reshaped.allSatisfy {
        $0.inFile.rank == 2 && $0.inFile.dimensions == $0.inModule.dimensions.reversed()
      }
  }

  var isEmpty: Bool { missing.isEmpty && unexpected.isEmpty && reshaped.isEmpty }

  /// The file, every difference with both shapes, and what to do.
  public var description: String {
    let lines =
      reshaped.map { "\($0.name) has shape \($0.inFile) in the file, \($0.inModule) in the module" }
      + missing.map { "\($0.name) of shape \($0.shape) is missing from the file" }
      + unexpected.map { "\($0.name) of shape \($0.shape) is in the file, not in the module" }
    if isTransposed {
      return "\(file) holds the weights transposed, as PyTorch has them: "
        + lines.joined(separator: "; ") + ". Save it with the metadata \(MatrixLayout.key): "
        + "\(MatrixLayout.outputsInputs.rawValue)."
    }
    return "\(file) holds another model: " + lines.joined(separator: "; ")
      + ". Build the module with the layers and sizes that the file was saved from."
  }
}

import RLState

/// Digests that a run keeps of its files, put right again: as somebody would who forges a run, so
/// that no command stops at the digest.
enum Signature {
  /// The receipt's digest of the weights.
  static func signWeights(of run: String) {
    guard let weights = contents("\(run)/weights.safetensors") else { return }
    replace(["weights"], by: quoted(SHA256.hexDigest(of: weights)), in: "\(run)/receipt.json")
  }

  /// The result's digest of a file of the record.
  static func signRecord(_ name: String, of run: String) {
    guard let bytes = contents("\(run)/\(name)") else { return }
    replace(["record", name], by: quoted(SHA256.hexDigest(of: bytes)), in: "\(run)/result.json")
  }

  /// The result's digest of its own fields.
  static func signResult(of run: String) {
    let file = "\(run)/result.json"
    guard let bytes = contents(file) else { return }
    replace(
      ["record", "result.json"], by: quoted(jsonDigest(of: bytes, without: "record")), in: file)
  }

  /// Puts another value where the same stands elsewhere: that of the configuration in the receipt,
  /// and that of the result in the receipt, or the other way round.
  ///
  /// - Returns: whether there was one.
  @discardableResult
  static func agree(
    on path: [String], by new: String, changedIn name: String, of run: String
  ) -> Bool {
    switch name {
    case "config.json":
      replace(["configuration"] + path, by: new, in: "\(run)/receipt.json")
        || replace(path, by: new, in: "\(run)/receipt.json")
    case "receipt.json" where path.first == "configuration":
      replace(Array(path.dropFirst()), by: new, in: "\(run)/config.json")
    default:
      replace(
        path, by: new, in: "\(run)/\(name == "receipt.json" ? "result.json" : "receipt.json")")
    }
  }

  @discardableResult
  private static func replace(_ path: [String], by new: String, in file: String) -> Bool {
    guard let text = contents(file).flatMap({ JSONText($0) }),
      let value = text.values.first(where: { $0.path == path })
    else { return false }
    var bytes = text.bytes
    bytes.replaceSubrange(value.range, with: new.utf8)
    store(bytes, at: file)
    return true
  }
}

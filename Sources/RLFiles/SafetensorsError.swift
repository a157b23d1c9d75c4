import RLState

/// Why a file is not one that can be read in the safetensors format.
public struct SafetensorsError: Error, Hashable, CustomStringConvertible {
  /// The path of the file.
  public let file: String
  /// The part of the file: `header length`, `header`, `data`, a tensor's field as in
  /// `"0.weight" data_offsets`, or `__metadata__.sha256` where the file is not that of its digest.
  public let field: String
  /// What stands there.
  public let found: String
  /// What should stand there.
  public let expected: String
  /// What to do about it.
  public let advice: String

  init(
    file: String = "", field: String, found: String, expected: String,
    advice: String = "the file is damaged or of another format; write or download it again"
  ) {
    self.file = file
    self.field = field
    self.found = found
    self.expected = expected
    self.advice = advice
  }

  /// Of a number of a tensor.
  package init(file: String, tensor: String, found: String, expected: String, advice: String) {
    self.init(
      file: file, field: quoted(tensor), found: found, expected: expected, advice: advice)
  }

  func inFile(_ file: String) -> SafetensorsError {
    SafetensorsError(
      file: file, field: field, found: found, expected: expected, advice: advice)
  }

  /// The file, the field, what was found and expected, and what to do.
  public var description: String {
    "\(file): \(short(field)): found \(short(found)), expected \(expected); \(advice)"
  }
}

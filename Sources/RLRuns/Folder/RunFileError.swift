import RLFiles
import RLState

/// A file of a run's folder is damaged, or of another version.
public struct RunFileError: Error, Hashable, CustomStringConvertible {
  package let file: String
  /// The field, as in `hyperparameters.hidden`; nil where the file is not JSON.
  package let field: String?
  package let problem: String

  package init(file: FilePlace, field: String?, problem: String) {
    self.init(file: file.path, field: field, problem: problem)
  }

  package init(file: String, field: String?, problem: String) {
    self.file = file
    self.field = field
    self.problem = problem
  }

  /// What a decoder found wrong.
  package init(file: FilePlace, _ error: DecodingError) {
    func name(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String? {
      let keys = context.codingPath + (last.map { [$0] } ?? [])
      return keys.isEmpty ? nil : keys.map(\.stringValue).joined(separator: ".")
    }
    self.file = file.path
    switch error {
    case .keyNotFound(let key, let context):
      (field, problem) = (name(context, key), "it is missing")
    case .typeMismatch(let type, let context):
      (field, problem) = (name(context), "it must be \(Self.kind(type))")
    case .valueNotFound(let type, let context):
      (field, problem) = (name(context), "it is null; it must be \(Self.kind(type))")
    case .dataCorrupted(let context):
      field = name(context)
      problem = field == nil ? "the file is not JSON" : short(context.debugDescription, 1000)
    @unknown default:
      (field, problem) = (nil, "the file cannot be read")
    }
  }

  private static func kind(_ type: any Any.Type) -> String {
    switch type {
    case is String.Type: "text"
    case is Int.Type, is UInt64.Type: "a whole number"
    case is Double.Type: "a number"
    case is Bool.Type: "true or false"
    case is [Int].Type: "true, false, a number, text or a list of whole numbers"
    default: "an object"
    }
  }

  public var description: String {
    "\(file): \(field.map { "\(short($0)): " } ?? "")\(short(problem, 2000))"
  }
}

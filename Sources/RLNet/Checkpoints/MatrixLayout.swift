import RLFiles
import RLState

/// How matrices of linear layers stand in a file: whose rows are inputs, or, as in PyTorch, outputs.
enum MatrixLayout: String {
  case inputsOutputs = "inputs,outputs"
  case outputsInputs = "outputs,inputs"

  /// By which key a file's `__metadata__` says it.
  static let key = "layout"

  /// The shape in a file of a matrix that is `[inputs, outputs]` in a module.
  func shape(_ matrix: Shape) -> Shape {
    self == .inputsOutputs ? matrix : Shape(matrix.dimensions.reversed())
  }

  /// That of a file; nil where nothing says it.
  ///
  /// - Throws: `LayoutError` where it says something else.
  init?(of file: Safetensors, at path: String) throws(LayoutError) {
    // What carries a digest was written here.
    if file.hasDigest {
      self = .inputsOutputs
      return
    }
    guard let text = file.metadata[Self.key] else { return nil }
    guard let layout = Self(rawValue: text.filter { $0 != " " }) else {
      throw LayoutError(file: path, problem: .unknown(text))
    }
    self = layout
  }
}

/// A file of another program does not say how matrices of linear layers stand in it.
public struct LayoutError: Error, Hashable, CustomStringConvertible {
  public enum Problem: Sendable, Hashable {
    /// A square matrix would fit as it is and transposed.
    case unstated(name: String, size: Int)
    /// What it says is no layout.
    case unknown(String)
  }

  /// The path of the file.
  public let file: String
  public let problem: Problem

  public var description: String {
    let known =
      "\(MatrixLayout.outputsInputs.rawValue) as in PyTorch, or "
      + "\(MatrixLayout.inputsOutputs.rawValue) as here"
    switch problem {
    case .unstated(let name, let size):
      return
        "\(file): \(short(name)) is \(size) × \(size), and nothing says whether its rows are inputs or "
        + "outputs; save the file with the metadata \(MatrixLayout.key): \(known)"
    case .unknown(let text):
      return
        "\(file): __metadata__.\(MatrixLayout.key): found \"\(short(text))\", expected \(known)"
    }
  }
}

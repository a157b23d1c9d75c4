/// What the system refused to do with a file.
public struct FileError: Error, Hashable, CustomStringConvertible {
  /// What was tried: `read`, `create`, `write`, `close`, `replace`, or `open` of the folder that
  /// the file is in.
  public let action: String
  /// The path of the file, of the partial one beside it, or of the folder.
  public let path: String
  /// The system's error number, such as `ENOENT`; -1 for what is no regular file.
  public let code: Int32

  package init(_ action: String, _ path: String, _ code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// Whether a file was to be read that is not there.
  package var isOfMissingFile: Bool { code == ENOENT && action == "read" }

  /// The code of what is a pipe, a socket or a device, for which the system has none.
  package static let notRegular: Int32 = -1

  /// The system's reason in words.
  public var reason: String {
    code == Self.notRegular
      ? "it is a pipe, a socket or a device, and no regular file" : String(cString: strerror(code))
  }

  /// The action, the path, the reason, and what to do where that is known.
  public var description: String {
    let advice =
      switch code {
      case ENOENT where action == "read": "; check the path"
      case ENOENT: "; create its folder first"
      case EACCES, EPERM: "; check the permissions of the file and its folder"
      case ENOSPC: "; free space or choose another folder"
      default: ""
      }
    return "cannot \(action) \(path): \(reason)\(advice)"
  }
}

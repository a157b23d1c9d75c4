/// What the system refused to do with a file.
public struct FileError: Error, Hashable, CustomStringConvertible {
  /// What was tried: `read`, `create`, `write`, `close`, `replace`, or `open` of the folder that
  /// the file is in.
  public let action: String
  /// The path of the file, of the partial one beside it, or of the folder.
  public let path: String
  /// The system's error number, such as `ENOENT`; negative for what the system has no number for.
  public let code: Int32
  /// How many bytes it may have, where it has more.
  private let limit: Int?

  package init(_ action: String, _ path: String, _ code: Int32) {
    self.action = action
    self.path = path
    self.code = code
    limit = nil
  }

  /// Of a file that was not read, since it has more bytes than one of its kind may have.
  package init(tooLarge place: FilePlace, _ limit: Int) {
    action = "read"
    path = place.path
    code = EFBIG
    self.limit = limit
  }

  /// Whether a file was to be read that is not there.
  package var isOfMissingFile: Bool { code == ENOENT && (action == "read" || action == "open") }

  /// The code of what is a pipe, a socket or a device.
  package static let notRegular: Int32 = -1
  /// The code of a link in a folder where none are followed.
  package static let link: Int32 = -2
  /// The code of a file to be written in place that has a second name, by a hard link.
  package static let otherName: Int32 = -3
  /// The code of a file with a line that is too long for a record.
  package static let longLine: Int32 = -4

  /// The system's reason in words.
  public var reason: String {
    switch code {
    case Self.notRegular: "it is a pipe, a socket or a device, and no regular file"
    case Self.link: "it is a link, and links in the folder of a run are not followed"
    case Self.otherName:
      "it is the same file as another one, by a hard link, and to write to it would change both"
    case Self.longLine: "it has a line of more than a million bytes, which no record has"
    case EFBIG where limit != nil:
      "it has more than \(Self.size(limit ?? 0)), and no such file has so much"
    default: String(cString: strerror(code))
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 30 ? "\(bytes >> 30) GB" : "\(bytes >> 20) MB"
  }

  /// The action, the path, the reason, and what to do where that is known.
  public var description: String {
    let advice =
      switch code {
      case ENOENT where action == "read": "; check the path"
      case ENOENT: "; create its folder first"
      case EACCES, EPERM: "; check the permissions of the file and its folder"
      case ENOSPC: "; free space or choose another folder"
      case EMFILE, ENFILE: "; allow more open files (ulimit -n)"
      case Self.link, Self.otherName: "; put a copy in its place"
      default: ""
      }
    return "cannot \(action) \(path): \(reason)\(advice)"
  }
}

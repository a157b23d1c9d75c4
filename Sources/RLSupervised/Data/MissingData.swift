/// Files of a dataset that were not found.
public struct MissingData: Error, Hashable, CustomStringConvertible {
  /// The name of the dataset, such as `mnist`.
  public let dataset: String
  /// The file that is missing, or the first of those that are, without `.gz`.
  public let file: String
  /// The folders where it was sought, in this order: those that the dataset has in folders of data, and
  /// these themselves.
  public let sought: [String]
  /// The command that gets it.
  public let command: String

  /// What is missing, where it was sought, and how to get it.
  public var description: String {
    let places = sought.isEmpty ? "no folder is known to hold data" : sought.joined(separator: ", ")
    return "\(dataset): \(file) is missing; sought in: \(places). Get it with: \(command)"
  }
}

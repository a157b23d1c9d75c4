/// How a file of numbers in rows and columns is to be read.
public struct CSVFormat: Sendable, Hashable {
  /// What stands between the fields of a row.
  public enum Separator: Sendable, Hashable {
    case comma
    case semicolon
    case tab
    /// One or more spaces or tabs, as NumPy's `loadtxt` takes them.
    case blanks
  }

  /// What the first line is.
  public enum Header: Sendable, Hashable {
    /// Names, if each of its fields but the label is text, neither a number nor `NA`, `?`, `NaN` or
    /// another sign for a missing one; the first may be empty. Else the first row.
    case automatic
    /// The first row.
    case none
    /// The columns' names.
    case names
    /// scikit-learn's: the number of rows, that of the features, and the names of the classes.
    case counts
  }

  /// A column of the file.
  public enum Column: Sendable, Hashable {
    /// The last one.
    case last
    /// The one of this number, from 1.
    case number(Int)
    /// The one of this name in the header.
    case named(String)
  }

  /// What is to be predicted from the other columns.
  public enum Target: Sendable, Hashable {
    /// Nothing: every column is a feature.
    case none
    /// A class: a whole number from 0 to 65 535 or, where the first row has no number, a name.
    case label(Column)
    /// A number.
    case value(Column)
  }

  public var separator: Separator
  public var header: Header
  public var target: Target

  /// Comma-separated values with a class in the last column, unless said otherwise.
  public init(
    separator: Separator = .comma, header: Header = .automatic, target: Target = .label(.last)
  ) {
    self.separator = separator
    self.header = header
    self.target = target
  }
}

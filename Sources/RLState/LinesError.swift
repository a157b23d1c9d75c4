/// An error whose description has several lines. Other descriptions are one line, whatever text from
/// outside is in them.
package protocol LinesError: Error, CustomStringConvertible {
  var lines: [String] { get }
}

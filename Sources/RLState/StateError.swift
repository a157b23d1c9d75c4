/// A part of a state does not fit what it is to be loaded into.
package struct StateError: Error, Hashable, CustomStringConvertible {
  /// The way to the part, as in `agent.memory.actions`.
  package let name: String
  package let found: String
  package let expected: String

  package init(name: String, found: String, expected: String) {
    self.name = name
    self.found = found
    self.expected = expected
  }

  package var description: String {
    "\(short(name)): found \(short(found)), expected \(expected)"
  }
}

import Testing

/// Expects that a process stopped with a message that contains `text`: a programmer's mistake is
/// told by its values, in release builds too.
package func expectStop(
  saying text: String, _ result: ExitTest.Result?,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard let result else { return }  // It did not stop, which is already recorded.
  let message = String(decoding: result.standardErrorContent, as: UTF8.self)
  #expect(message.contains(text), sourceLocation: sourceLocation)
}

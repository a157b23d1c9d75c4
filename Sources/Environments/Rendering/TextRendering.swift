/// An environment that draws itself with characters, and no other way; `Depicted` gives more, and
/// this too.
public protocol TextRendering {
  /// The current state as lines of plain text, without colours and without a newline at the end.
  ///
  /// - Parameter columns: how wide a line can be. A map that is wider keeps its own width.
  func rendering(columns: Int) -> String
}

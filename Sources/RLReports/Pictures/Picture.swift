import RLFigures

/// Something that a network has learned, as a picture.
package struct Picture: Sendable {
  /// What its files are called, without a suffix: `values`.
  package var name: String
  package var title: String
  /// What is to be seen, in a sentence or two.
  package var caption: String
  package var content: Content

  package enum Content: Sendable {
    case drawing(Drawing)
    case animation(Animation)
  }

  package init(_ name: String, title: String, caption: String, _ drawing: Drawing) {
    self.name = name
    self.title = title
    self.caption = caption
    content = .drawing(drawing)
  }

  package init(_ name: String, title: String, caption: String, _ animation: Animation) {
    self.name = name
    self.title = title
    self.caption = caption
    content = .animation(animation)
  }
}

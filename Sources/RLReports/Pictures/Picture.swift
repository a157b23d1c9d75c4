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
    /// Drawings that belong together: side by side where there is room, else below each other.
    case panels([Drawing])
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

  package init(_ name: String, title: String, caption: String, panels: [Drawing]) {
    self.name = name
    self.title = title
    self.caption = caption
    content = .panels(panels)
  }

  /// What a file of the picture holds.
  package enum Form: Sendable {
    case still(Drawing)
    case moving(Animation)
  }

  /// The picture as one, for a file.
  package var form: Form {
    switch content {
    case .drawing(let drawing): return .still(drawing)
    case .animation(let animation): return .moving(animation)
    case .panels(let drawings):
      let isWide = drawings.contains { $0.width > 2 * $0.height }
      return .still(
        Panels(drawings, columns: isWide ? 1 : min(drawings.count, 4), gap: 16).drawing())
    }
  }
}

import Environments
import RLFigures

/// The state of an environment as a picture of a width; nil where the environment has neither a
/// `Depiction` nor a `TextRendering`.
///
/// What stays the same during an episode comes first in `elements`, and what moves after it.
package func scene(of environment: SingleEnvironment, width: Double) -> Drawing? {
  scenes(of: [environment], width: width)?.first
}

/// The states of an environment as pictures, all of the same size, whose first elements are the same
/// as far as possible.
package func scenes(of states: [SingleEnvironment], width: Double) -> [Drawing]? {
  guard let first = states.first else { return [] }
  if first.depicted != nil {
    return states.compactMap { state in
      state.depicted.map {
        $0.depiction.drawing(width: width, description: $0.alternativeText)
      }
    }
  }
  let texts = states.compactMap { $0.rendering(columns: textColumns) }
  return texts.isEmpty ? nil : textScenes(texts, width: width)
}

/// Whether there are pictures of an environment.
func canBeDrawn(_ environment: SingleEnvironment) -> Bool {
  environment.depicted != nil || environment.rendering(columns: textColumns) != nil
}

/// How wide a picture of an environment is unless a width is given.
package func naturalSceneWidth(of environment: SingleEnvironment) -> Double {
  environment.depicted?.depiction.naturalWidth ?? 600
}

/// How wide a text is that an environment draws itself with.
private let textColumns = 60

/// An environment cannot be drawn.
package struct MissingSceneError: Error, Hashable, CustomStringConvertible {
  /// The environment's id, or its type.
  package let environment: String

  package init(environment: String) { self.environment = environment }

  package var description: String {
    "\(environment) has no picture; where its type conforms to Depicted, what that says is drawn"
  }
}

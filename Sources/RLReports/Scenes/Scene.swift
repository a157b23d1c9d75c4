import Environments
import RLFigures

/// The state of an environment as a picture of a width; nil where the environment has neither a
/// picture here, nor a `Depiction`, nor a `TextRendering`.
///
/// What stays the same during an episode comes first in `elements`, and what moves after it.
package func scene(of environment: SingleEnvironment, width: Double) -> Drawing? {
  scenes(of: [environment], width: width)?.first
}

/// The states of an environment as pictures, all of the same size, whose first elements are the same
/// as far as possible.
package func scenes(of states: [SingleEnvironment], width: Double) -> [Drawing]? {
  guard let first = states.first else { return [] }
  switch first.unwrapped {
  case is CartPole, is any TileMapped:
    return states.compactMap { state in
      switch state.unwrapped {
      case let cartPole as CartPole: cartPoleScene(cartPole.state, width: width)
      case let mapped as any TileMapped: mapped.tileMap.drawing(width: width)
      default: nil
      }
    }
  case is any Depicted:
    return states.compactMap { state in
      state.depicted.map {
        $0.depiction.drawing(width: width, description: $0.alternativeText)
      }
    }
  default:
    let texts = states.compactMap { $0.rendering(columns: textColumns) }
    return texts.isEmpty ? nil : textScenes(texts, width: width)
  }
}

/// How wide a picture of an environment is unless a width is given: tiles of a map are 64 points
/// wide, or less where the map would be larger than 600 points.
package func naturalSceneWidth(of environment: SingleEnvironment) -> Double {
  if let depicted = environment.depicted { return depicted.depiction.naturalWidth }
  guard let map = (environment.unwrapped as? any TileMapped)?.tileMap else { return 600 }
  let (rows, columns) = (Double(map.tiles.count), Double(map.tiles[0].count))
  return columns * min(64, 600 / columns, 600 / rows)
}

/// How wide a text is that an environment draws itself with.
private let textColumns = 60

/// An environment cannot be drawn.
package struct MissingSceneError: Error, Hashable, CustomStringConvertible {
  /// The environment's id, or its type.
  package let environment: String

  package init(environment: String) { self.environment = environment }

  package var description: String {
    "\(environment) has no picture; where its type conforms to TextRendering, what that writes is drawn"
  }
}

import Agents
import Environments
import Foundation
import RLFigures
import RLNet

/// What a policy earns from each place of an environment's phase plane: of weights without a critic
/// there is no other value.
package struct PhasePlaneReturns: Sendable {
  /// The discounted return of the episode played greedily from each place, until it ends, or what
  /// comes counts less than a thousandth.
  package let returns: ScalarGrid
  package let discount: Double

  /// Places along each axis; each is an episode.
  package static let size = 41
  private static let longest = 1000

  /// Nil where the environment has no phase plane.
  ///
  /// - Parameter greedy: the actions for features, `[batch] + featureShape`.
  package init?(
    _ environment: SingleEnvironment, discount: Double,
    _ greedy: (Tensor, ActionMask?) -> Actions
  ) {
    guard let plane = environment.phasePlane else { return nil }
    self.discount = discount
    var episodes: [SingleEnvironment] = []
    let places = ScalarGrid(
      rows: Self.size, columns: Self.size, x: plane.x.range, y: plane.y.range
    ) { x, y in
      var episode = environment
      episode.place(at: SIMD2(x, y))
      episodes.append(episode)
      return 0
    }
    var totals = places.values
    var weight = 1.0
    var active = Array(episodes.indices)
    let dimensions = environment.spaces.action.count
    for _ in 0..<min(environment.timeLimit ?? Self.longest, Self.longest) {
      if active.isEmpty || weight < 1e-3 { break }
      let (features, mask) = active.map { episodes[$0] }.batch
      let actions = greedy(features, mask)
      for (row, index) in active.enumerated() {
        let step = episodes[index].step(actions.action(at: row, dimensions: dimensions))
        totals[index] += weight * step.reward
        if step.isDone { active[row] = -1 }
      }
      active.removeAll { $0 < 0 }
      weight *= discount
    }
    returns = ScalarGrid(
      rows: Self.size, columns: Self.size, totals, x: plane.x.range, y: plane.y.range)
  }
}

extension [SingleEnvironment] {
  /// What is seen in all of them, `[count] + featureShape`, and which actions are possible; at least
  /// one, all of the same kind.
  var batch: (features: Tensor, mask: ActionMask?) {
    let shape = Shape([count] + self[0].spaces.observation.featureShape)
    let features = Tensor(flatMap { $0.features.elements }, shape: shape)
    let flags = flatMap { $0.actionMask?.isAllowed ?? [] }
    return (features, flags.isEmpty ? nil : ActionMask(flags, actions: flags.count / count))
  }
}

import Environments
import RLNet

/// Transitions of a rollout with what an update needs to know of them, a row for each.
package struct RolloutBatch: Sendable {
  /// As the networks take them, `[rows] + featureShape`.
  package var observations: Tensor
  package var actions: Actions
  package var mask: ActionMask?
  /// log π of the actions when they were taken, `[rows]`.
  package var logProbabilities: Tensor
  /// V of the observations when they were seen, `[rows]`.
  package var values: Tensor
  /// `[rows]`.
  package var advantages: [Double]
  /// What values are fitted to, advantages + values, `[rows]`.
  package var returns: Tensor
}

extension ActorCritic {
  /// A rollout as the networks that made it judge it, all in order.
  ///
  /// All at once after the rollout, since this gives the same bits as one step after another.
  ///
  /// - Parameters:
  ///   - discount: γ.
  ///   - lambda: λ.
  package func judge(_ rollout: Rollout, discount: Double, lambda: Double) -> RolloutBatch {
    let rows = Array(0..<rollout.count)
    let observations = rollout.features(rows)
    let (actions, mask) = (rollout.actions(rows), rollout.mask(rows))
    let values = critic.values(observations)
    var rewards = rollout.rewards
    if !rollout.cuts.isEmpty {
      bootstrap(
        &rewards, at: rollout.cuts,
        finalValues: critic.values(rollout.finalFeatures).elements.map(Double.init),
        discount: discount)
    }
    let old = values.elements.map(Double.init)
    let advantages = generalizedAdvantages(
      rewards: rewards, values: old, ended: rollout.ended,
      lastValues: critic.values(rollout.lastFeatures).elements.map(Double.init),
      discount: discount, lambda: lambda)
    return RolloutBatch(
      observations: observations, actions: actions, mask: mask,
      logProbabilities: policy.distribution(observations, mask: mask).logProbability(of: actions),
      values: values, advantages: advantages,
      returns: Tensor(zip(advantages, old).map { Float($0 + $1) }))
  }
}

extension RolloutBatch {
  package var count: Int { advantages.count }

  /// Some of the rows.
  package func rows(_ rows: [Int], of rollout: Rollout) -> RolloutBatch {
    RolloutBatch(
      observations: rollout.features(rows), actions: rollout.actions(rows),
      mask: rollout.mask(rows), logProbabilities: logProbabilities.elements(rows),
      values: values.elements(rows), advantages: rows.map { advantages[$0] },
      returns: returns.elements(rows))
  }

  /// The share of the returns' variance that the values account for; nil where they do not vary.
  var explainedVariance: Double? {
    Agents.explainedVariance(
      values: values.elements.map(Double.init), returns: returns.elements.map(Double.init))
  }
}

extension Tensor {
  /// Some of the elements of a vector.
  fileprivate func elements(_ places: [Int]) -> Tensor {
    Tensor([places.count]) { out in
      withUnsafeElements { all in
        for (next, place) in places.enumerated() { out[next] = all[place] }
      }
    }
  }
}

/// Generalised advantage estimates (Schulman et al. 2016), `[steps, environments]`, row-major:
///
///     δₜ = rₜ + γ·Vₜ₊₁·(1 − dₜ) − Vₜ      Aₜ = δₜ + γ·λ·(1 − dₜ)·Aₜ₊₁
///
/// where dₜ is 1 if an episode ended with step t, in whatever way. What values are fitted to,
/// λ-returns, are A + V; λ = 1 gives Monte-Carlo advantages, λ = 0 those of one step.
///
/// An episode that a time limit cut off had a future: `bootstrap(_:at:finalValues:discount:)` adds
/// its value to the reward before this is called. Without it truncation counts as termination.
///
/// In Double, because the recursion adds up as many terms as an episode is long, and costs nothing
/// beside the networks that the values come from. Arrays that do not fit stop the program.
///
/// - Parameters:
///   - rewards: `[steps * environments]`.
///   - values: V of the observations before each step, `[steps * environments]`.
///   - ended: whether an episode ended with each step, `[steps * environments]`.
///   - lastValues: V of the observations after the last step, `[environments]`, at least one.
///   - discount: γ.
///   - lambda: λ.
public func generalizedAdvantages(
  rewards: [Double], values: [Double], ended: [Bool], lastValues: [Double], discount: Double,
  lambda: Double
) -> [Double] {
  let environments = lastValues.count
  guard environments >= 1, values.count == rewards.count, ended.count == rewards.count,
    rewards.count % environments == 0
  else {
    fatalError(
      "\(rewards.count) rewards, \(values.count) values and \(ended.count) ends do not fit last "
        + "values of \(environments) environments")
  }
  var advantages = rewards
  var nextValues = lastValues
  var nextAdvantages = Array(repeating: 0.0, count: environments)
  for first in stride(from: rewards.count - environments, through: 0, by: -environments) {
    for environment in 0..<environments {
      let place = first + environment
      let future = ended[place] ? 0 : discount
      let error = rewards[place] + future * nextValues[environment] - values[place]
      let advantage = error + future * lambda * nextAdvantages[environment]
      advantages[place] = advantage
      nextValues[environment] = values[place]
      nextAdvantages[environment] = advantage
    }
  }
  return advantages
}

/// Adds to rewards what would have followed where a time limit cut an episode off: γ·V of the true
/// last observation (Pardo et al. 2018; Stable-Baselines3). Places and values that are not equally
/// many stop the program.
///
/// - Parameters:
///   - rewards: `[steps * environments]`.
///   - places: of the steps at which an episode was truncated and not terminated.
///   - finalValues: V of the observation that each of these episodes ended in.
///   - discount: γ.
public func bootstrap(
  _ rewards: inout [Double], at places: [Int], finalValues: [Double], discount: Double
) {
  guard places.count == finalValues.count else {
    fatalError("\(places.count) truncated steps have \(finalValues.count) final values")
  }
  for (place, value) in zip(places, finalValues) { rewards[place] += discount * value }
}

/// The discounted return from each step of an episode on:
/// Gₜ = rₜ + γ·Gₜ₊₁, with `bootstrap` as the return after the last step.
///
/// - Parameter bootstrap: 0 where the episode terminated; the estimated value of the last
///   observation where a time limit cut it off.
package func discountedReturns(
  _ rewards: [Double], discount: Double, bootstrap: Double
) -> [Double] {
  var returns = rewards
  var next = bootstrap
  for step in rewards.indices.reversed() {
    next = rewards[step] + discount * next
    returns[step] = next
  }
  return returns
}

/// What a vector of environments does when an episode ends (Gymnasium's `AutoresetMode`).
public enum AutoresetMode: String, Sendable, Hashable, CaseIterable, Codable {
  /// The step after the last one resets: it ignores its action, rewards 0 and is not done. This is
  /// Gymnasium's default.
  case nextStep
  /// The last step resets at once: the observation is the new episode's first one, and the true
  /// last one is in `finalObservations`.
  case sameStep
  /// Nothing: the caller resets with a mask before the next step.
  case disabled
}

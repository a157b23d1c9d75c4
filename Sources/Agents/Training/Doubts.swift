/// Settings that are possible, each and together, and yet hardly what is meant.
extension AgentConfiguration {
  /// What is doubtful, in sentences without a capital and a period; that no evaluation chooses weights,
  /// unless stated.
  public var doubts: [String] { [doubtOfSelection].compactMap(\.self) }

  /// Whether `doubts` say that nothing will be learned.
  package var expectsNoUpdate: Bool { doubts.contains { $0.hasSuffix(Self.noUpdate) } }

  private static var noUpdate: String { "so no update will be made" }

  /// That training ends before it begins.
  func doubtOfStart(_ learningStarts: Int) -> String? {
    learningStarts >= steps
      ? "learningStarts=\(learningStarts) is not before the end at step \(steps), \(Self.noUpdate)"
      : nil
  }

  /// That an evaluation that chooses weights never comes.
  var doubtOfSelection: String? {
    selection.every > steps
      ? "selectEvery=\(selection.every) is beyond the end at step \(steps), so no evaluation chooses "
        + "weights: the last ones are the result" : nil
  }
}

extension DQN.Configuration {
  public var doubts: [String] {
    var doubts = [doubtOfStart(learningStarts) ?? doubtOfSelection].compactMap(\.self)
    // Where an update is of several gradient steps, or the target follows slowly, it lags all the same.
    if targetEvery <= trainEvery, gradientSteps == 1, targetFraction == 1 {
      doubts.append(
        "targetEvery=\(targetEvery) is not above trainEvery=\(trainEvery), so the target network is "
          + "the online one at each update")
    }
    return doubts
  }
}

extension OffPolicyConfiguration {
  public var doubts: [String] {
    let start = doubtOfStart(replay.learningStarts)
    return [start ?? doubtOfSelection].compactMap(\.self)
  }
}

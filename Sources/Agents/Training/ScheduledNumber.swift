import RLSettings
import RLState

extension AgentConfiguration {
  public func schedules(at step: Int) -> [ScheduledNumber] { [] }
  public mutating func keepSchedules(of earlier: Self) {}
}

extension DQN.Configuration {
  public func schedules(at step: Int) -> [ScheduledNumber] {
    let duration = explorationFraction * Double(steps)
    let schedule = LinearSchedule(from: explorationStart, to: explorationEnd, over: duration)
    return [
      ScheduledNumber(
        "ε", now: schedule(step), end: schedule(max(step, steps)),
        endStep: min(steps, Int(clamped: duration.rounded(.up))))
    ]
  }

  public mutating func keepSchedules(of earlier: Self) {
    explorationFraction *= Double(earlier.steps) / Double(steps)
  }
}

extension PPO.Configuration {
  public func schedules(at step: Int) -> [ScheduledNumber] {
    annealed(
      [
        ("learningRate", learningRate, annealing), ("clip", clip, clipAnnealing),
        ("entropyBonus", entropyBonus, entropyAnnealing),
      ], over: annealingSteps, at: step)
  }

  public mutating func keepSchedules(of earlier: Self) {
    if [annealing, clipAnnealing, entropyAnnealing].contains(where: { $0 != .none }) {
      annealingSteps = earlier.annealingSteps ?? earlier.steps
    }
  }
}

extension A2C.Configuration {
  public func schedules(at step: Int) -> [ScheduledNumber] {
    annealed([("learningRate", learningRate, annealing)], over: annealingSteps, at: step)
  }

  public mutating func keepSchedules(of earlier: Self) {
    if annealing != .none { annealingSteps = earlier.annealingSteps ?? earlier.steps }
  }
}

extension OnPolicyConfiguration {
  fileprivate func annealed(
    _ numbers: [(name: String, start: Float, annealing: Annealing)], over annealingSteps: Int?,
    at step: Int
  ) -> [ScheduledNumber] {
    let total = annealingSteps ?? steps
    func part(_ step: Int) -> Double { max(0, 1 - Double(step) / Double(total)) }
    return numbers.filter { $0.annealing != .none }.map { name, start, _ in
      ScheduledNumber(
        name, now: Double(start) * part(step), end: Double(start) * part(max(step, steps)),
        endStep: min(steps, total))
    }
  }
}

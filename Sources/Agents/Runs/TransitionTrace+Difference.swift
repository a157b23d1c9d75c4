import Environments
import RLRuns

extension TransitionTrace: StepTrace {
  /// What is not the same in another transition, bit for bit.
  package func firstDifference(from other: TransitionTrace) -> SettingDifference? {
    func compare<Value: Equatable>(
      _ name: String, _ value: (TransitionTrace) -> Value,
      _ same: (Value, Value) -> Bool = { $0 == $1 }
    ) -> SettingDifference? {
      let (first, second) = (value(self), value(other))
      return same(first, second)
        ? nil : SettingDifference(name: name, first: "\(first)", second: "\(second)")
    }
    func compareObservations(
      _ name: String, _ values: (TransitionTrace) -> [Float]
    ) -> SettingDifference? {
      let (first, second) = (values(self), values(other))
      guard first.count == second.count else {
        return SettingDifference(
          name: name, first: "\(first.count) numbers", second: "\(second.count) numbers")
      }
      return first.indices.first { first[$0].bitPattern != second[$0].bitPattern }.map {
        SettingDifference(name: "\(name)[\($0)]", first: "\(first[$0])", second: "\(second[$0])")
      }
    }
    return compare("environment", \.environment)
      ?? compareObservations("first observation", \.firstObservation)
      ?? compare("action", \.action)
      ?? compare("reward", \.step.reward) { $0.bitPattern == $1.bitPattern }
      ?? compareObservations("observation", \.nextObservation)
      ?? compare("terminated", \.step.terminated)
      ?? compare("truncated", \.step.truncated)
  }
}

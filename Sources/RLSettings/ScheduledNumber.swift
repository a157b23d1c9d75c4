/// A number that a training changes on a schedule.
public struct ScheduledNumber: Sendable, Hashable {
  /// The setting or the symbol: `ε`, `learningRate`.
  public let name: String
  public let now: Double
  /// What it comes to.
  public let end: Double
  /// The step of training at which it comes there.
  public let endStep: Int

  public init(_ name: String, now: Double, end: Double, endStep: Int) {
    (self.name, self.now, self.end, self.endStep) = (name, now, end, endStep)
  }
}

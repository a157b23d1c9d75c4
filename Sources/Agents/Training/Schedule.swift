/// A number that changes linearly from `start` to `end` over the first `duration` steps, and stays.
public struct LinearSchedule: Sendable, Hashable {
  public var start: Double
  public var end: Double
  /// In environment steps.
  public var duration: Double

  public init(from start: Double, to end: Double, over duration: Double) {
    self.start = start
    self.end = end
    self.duration = duration
  }

  /// The number at a step, counted from 0.
  public func callAsFunction(_ step: Int) -> Double {
    guard duration > 0, Double(step) < duration else { return end }
    return start + (end - start) * (Double(step) / duration)
  }
}

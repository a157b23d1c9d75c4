import Foundation
import RLState

/// A tick: where it is and what is written at it.
package struct Tick: Sendable, Hashable {
  package var value: Double
  package var text: String

  package init(_ value: Double, _ text: String) {
    self.value = value
    self.text = text
  }
}

extension Axis {
  /// At most about `count` ticks at round values: multiples of 1, 2 or 5 times a power of ten; on a
  /// logarithmic axis powers of ten, with their twofold and fivefold where these are few.
  package func ticks(_ count: Int) -> [Tick] {
    let count = max(count, 1)
    let largest = max(lower.magnitude, upper.magnitude)
    if scale == .logarithmic {
      let numbers = logarithmicTicks(count)
      if numbers.count >= 2 || count == 1 {
        return numbers.map { number in
          // 1 and 0.00001 on one axis: each is written as is best for itself.
          let value = number.value
          return Tick(
            value,
            number.text(largest: value < 0.999_999_999e-3 || largest >= 1e9 ? value : largest))
        }
      }
    }
    let numbers = linearTicks(count)
    return numbers.map { Tick($0.value, $0.text(largest: largest)) }
  }

  /// About `count` ticks, or as many as fit; more where these would be less than two.
  package func ticks(_ count: Int, ifFits fits: ([Tick]) -> Bool) -> [Tick] {
    var few: [Tick]?
    for number in (1...max(count, 1)).reversed() {
      let ticks = ticks(number)
      guard fits(ticks) else { continue }
      if ticks.count >= 2 { return ticks }
      few = ticks
      break
    }
    for number in max(count, 1) + 1...max(count, 1) + 4 {
      let ticks = ticks(number)
      if ticks.count >= 2 && fits(ticks) { return ticks }
    }
    return few ?? Array(ticks(1).prefix(1))
  }

  /// As many ticks as have room for their texts one above the other on a height, in points.
  package func ticks(height: Double) -> [Tick] {
    ticks(Int(clamped: height / 30)) { ticks in
      zip(ticks, ticks.dropFirst()).allSatisfy { first, second in
        (fraction(second.value) - fraction(first.value)) * height >= 14
      }
    }
  }

  /// The least round step of which at most about `count` fit into the range.
  func linearStep(_ count: Int) -> TickNumber? {
    let least = (upper - lower) / Double(count)
    guard least > 0 && least.isFinite else { return nil }
    let exponent = Int(clamped: log10(least).rounded(.down))
    for multiple in [1, 2, 5] {
      let step = TickNumber(multiple, exponent: exponent)
      if step.value >= least * (1 - 1e-9) { return step }
    }
    return TickNumber(1, exponent: exponent + 1)
  }

  private func linearTicks(_ count: Int) -> [TickNumber] {
    guard let step = linearStep(count) else { return [] }
    let first = (lower / step.value - 1e-6).rounded(.up)
    let last = (upper / step.value + 1e-6).rounded(.down)
    guard first <= last, max(first.magnitude, last.magnitude) < 1e15 else { return [] }
    return (Int(clamped: first)...Int(clamped: last)).map {
      TickNumber($0 * step.whole, exponent: step.exponent)
    }
  }

  private func logarithmicTicks(_ count: Int) -> [TickNumber] {
    let first = Int(clamped: (log10(lower) - 1e-9).rounded(.up))
    let last = Int(clamped: (log10(upper) + 1e-9).rounded(.down))
    let decades = max(last - first + 1, 0)
    if decades > count {
      // Every second, third, fifth ... power of ten.
      let stride = [2, 3, 5, 10, 20, 50, 100, 200].first { decades / $0 < count } ?? 500
      return (first...last).filter { $0 % stride == 0 }.map { TickNumber(1, exponent: $0) }
    }
    var finer: [TickNumber] = []
    for exponent in first - 1...max(last, first - 1) {
      for multiple in [1, 2, 5] {
        let number = TickNumber(multiple, exponent: exponent)
        let isInside = number.value >= lower * (1 - 1e-9) && number.value <= upper * (1 + 1e-9)
        if isInside { finer.append(number) }
      }
    }
    if decades <= 3 && finer.count <= count || decades < 2 { return finer }
    return (first...last).map { TickNumber(1, exponent: $0) }
  }
}

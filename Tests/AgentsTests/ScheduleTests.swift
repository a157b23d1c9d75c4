import Agents
import Testing

@Suite struct ScheduleTests {
  /// CleanRL, dqn.py: `slope = (end_e - start_e) / duration; max(slope * t + start_e, end_e)`.
  @Test func equalsCleanRLs() {
    let schedule = LinearSchedule(from: 1, to: 0.05, over: 250_000)
    let slope = (0.05 - 1) / 250_000.0
    for step in [0, 1, 10_000, 124_999, 125_000, 249_999, 250_000, 250_001, 499_999] {
      #expect(abs(schedule(step) - max(slope * Double(step) + 1, 0.05)) < 1e-12, "step \(step)")
    }
    #expect(schedule(0) == 1)
    #expect(schedule(250_000) == 0.05)
  }

  @Test func canRise() {
    let schedule = LinearSchedule(from: 2, to: 4, over: 4)
    #expect((0...6).map { schedule($0) } == [2, 2.5, 3, 3.5, 4, 4, 4])
  }

  @Test func withoutDurationIsAtItsEnd() {
    let schedule = LinearSchedule(from: 1, to: 0.25, over: 0)
    #expect(schedule(0) == 0.25)
    #expect(schedule(9) == 0.25)
  }
}

@Suite struct ReturnTests {
  @Test func addUpDiscountedRewards() {
    // 1 + 2/2 + 3/4, 2 + 3/2, 3
    #expect(discountedReturns([1, 2, 3], discount: 0.5, bootstrap: 0) == [2.75, 3.5, 3])
    #expect(discountedReturns([1, 2, 3], discount: 1, bootstrap: 0) == [6, 5, 3])
    #expect(discountedReturns([1, 2, 3], discount: 0, bootstrap: 8) == [1, 2, 3])
  }

  @Test func goOnWithTheBootstrap() {
    // As before, and 8/8, 8/4, 8/2.
    #expect(discountedReturns([1, 2, 3], discount: 0.5, bootstrap: 8) == [3.75, 5.5, 7])
  }

  @Test func ofNothingAreNothing() {
    #expect(discountedReturns([], discount: 0.5, bootstrap: 8) == [])
  }
}

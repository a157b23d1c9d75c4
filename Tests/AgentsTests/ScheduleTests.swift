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

/// What is scheduled in a fork of other length.
@Suite struct KeptScheduleTests {
  @Test func explorationGoesOn() {
    var earlier = DQN.Configuration()
    (earlier.steps, earlier.explorationFraction) = (2_000, 0.3)
    for steps in [500, 1_000, 2_100, 100_000] {
      var later = earlier
      later.steps = steps
      later.keepSchedules(of: earlier)
      for step in [0, 1, 300, 450, 599, 600, 2_000, 90_000] {
        let (now, before) = (later.schedules(at: step)[0].now, earlier.schedules(at: step)[0].now)
        #expect(abs(now - before) < 1e-12, "step \(step) of \(steps)")
      }
    }
  }

  @Test func annealingGoesOn() {
    var earlier = PPO.Configuration()
    (earlier.steps, earlier.annealing, earlier.clipAnnealing) = (4_000, .after, .before)
    var later = earlier
    later.steps = 9_000
    later.keepSchedules(of: earlier)
    #expect(later.annealingSteps == 4_000)
    let halfway = later.schedules(at: 2_000)
    #expect(halfway.map(\.name) == ["learningRate", "clip"])
    #expect(halfway[0].now == Double(Float(3e-4)) / 2 && halfway[0].end == 0)
    #expect(halfway.map(\.endStep) == [4_000, 4_000])
    // A fork of the fork.
    var last = later
    last.steps = 20_000
    last.keepSchedules(of: later)
    #expect(last.annealingSteps == 4_000)

    var plain = A2C.Configuration()
    plain.steps = 9_000
    plain.keepSchedules(of: A2C.Configuration())
    #expect(plain.annealingSteps == nil && plain.schedules(at: 5) == [])
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

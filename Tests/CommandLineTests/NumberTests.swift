import Foundation
import Testing

/// Numbers that JSON writes in several ways are the same run whichever way they come back.
@Suite struct NumberTests {
  @Test(arguments: [
    "stepReward=-0.0", "stopReturn=1e16 selectEvery=500", "stopReturn=-0 selectEvery=500",
  ])
  func aRunIsTheSameAfterItsConfigurationWasRead(_ settings: String) throws {
    try withTool { tool in
      let line = "gridworld with dqn --steps 1000 --set hidden=4 \(settings) --run-dir run --quiet"
      #expect(try tool(line).status == 0)
      let outcome = try tool("verify run --quiet")
      #expect(outcome.status == 0, "\(outcome.output)")
    }
  }
}

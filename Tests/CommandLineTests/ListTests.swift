import RLSupervised
import Testing

/// What can be trained, and what can be set.
@Suite struct ListTests {
  @Test func list() throws {
    try withTool { tool in
      let outcome = try tool("list")
      #expect(outcome.status == 0)
      #expect(outcome.errors == "")
      expectLines(of: outcome.output, atMost: 80)
      #expect(
        outcome.output.hasPrefix(
          """
          Environments
            cartpole               CartPole-v1               solved at 475
                balance a pole on a cart for 500 steps
            cartpole-200           CartPole-v0               solved at 195
                balance a pole on a cart for 200 steps
            acrobot                Acrobot-v1                solved at -100
                swing the end of a chain of two links up to a line
            mountaincar            MountainCar-v0            solved at -110
                drive out of a valley with an engine too weak for the slope
            mountaincarcontinuous  MountainCarContinuous-v0  solved at 90
                drive out of a valley with little force
            pendulum               Pendulum-v1
                swing a rod up and hold it upright
            frozenlake             FrozenLake-v1             solved at 0.7
          """))
      for part in [
        "\nAgents\n  dqn  ", "\n  reinforce  ", "\nPresets\n  dqn\n    default  ", "\nTasks\n  ",
        "\n  gates           and, or, nand, nor, xor, xnor and not, a network for each\n",
      ] {
        #expect(outcome.output.contains(part), "\(part)")
      }
      #expect(outcome.output.contains("    zoo         CartPole-v1\n"))
    }
  }

  @Test(
    arguments: [
      "dqn", "reinforce", "ppo", "a2c", "sac", "td3", "ddpg", "cartpole", "acrobot", "mountaincar",
      "mountaincarcontinuous",
      "pendulum", "FrozenLake8x8-v1", "maze", "cliffwalking",
    ]
      + TaskCatalog.builtIn.all.map { $0.name })
  func listOfSettings(_ name: String) throws {
    try withTool { tool in
      let outcome = try tool("list \(name)")
      #expect(outcome.status == 0)
      expectLines(of: outcome.output, atMost: 80)
      #expect(outcome.output.contains("\nSettings (--set KEY=VALUE)"))
      #expect(outcome.output.split(separator: "\n").last?.hasPrefix("      ") == true, "a purpose")
    }
  }

  @Test func aSettingIsShownWithDefaultValuesAndPurpose() throws {
    try withTool { tool in
      let expected = """

          activation=relu               one of relu, leaky-relu, tanh, sigmoid
              between the hidden layers

        """
      let agent = try tool("list dqn").output
      #expect(agent.contains(expected))
      let limit = """

          timeLimit=500                 an integer from 1 to 10000000, or none
              steps in an episode at most

        """
      let environment = try tool("list cartpole").output
      #expect(environment.contains(limit))
      let gates = try tool("list Gates").output
      #expect(
        gates.hasPrefix(
          """
          gates: and, or, nand, nor, xor, xnor and not, a network for each

          Presets
            default       a network for each gate
            and           the gate and alone
                gate=and

          """), "\(gates)")
      #expect(
        gates.contains(
          """

          Settings (--set KEY=VALUE), with the values of default
            batchSize=4                   an integer from 1 to 100000
                examples of one gradient step

          """), "\(gates)")
      // A value as wide as its column.
      let lake = try tool("list frozenlake").output
      #expect(lake.contains("\n  successRate=0.3333333333333333  a number "), "\(lake)")
    }
  }

  /// Agents that cannot act in an environment are not named there.
  @Test func anEnvironmentNamesTheAgentsThatFit() throws {
    try withTool { tool in
      for (environment, agents) in [
        ("cartpole", ["dqn", "reinforce", "ppo", "a2c"]),
        ("cliffwalking", ["dqn", "reinforce", "ppo", "a2c"]),
        ("pendulum", ["reinforce", "ppo", "a2c", "sac", "td3", "ddpg"]),
      ] {
        let lines = try tool("list \(environment)").output.split(separator: "\n")
        let named = lines.filter { $0.contains("  presets: ") }.map {
          String($0.drop { $0 == " " }.prefix { $0 != " " })
        }
        #expect(named == agents, "\(environment)")
      }
    }
  }
}

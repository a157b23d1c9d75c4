import Testing

/// What somebody sets has an effect, or is refused.
@Suite struct IneffectiveSettingTests {
  static let cases = [
    ("mnist --set width=3", "width", "model=mlp", "model=cnn or resnet10"),
    ("mnist --preset lenet5 --set hidden=3", "hidden", "model=lenet5", "model=mlp or cnn"),
    (
      "cifar10 --preset resnet10 --set dropout=0.5", "dropout", "model=resnet10",
      "model=mlp, cnn or lenet5"
    ),
    (
      "mnist --preset cnn --set dropout=0.5", "dropout", "hidden=''",
      "hidden to one size or more"
    ),
    ("moons --set shape=moons arms=4", "arms", "shape=moons", "shape=spirals"),
    (
      "composite --preset point --set count=5", "count", "target=point",
      "target=parabola, sine or absolute"
    ),
    (
      "regression --preset logistic --set noise=3", "noise", "data=logistic",
      "data=line, parabola, absolute, step, sine, polynomial or root"
    ),
    (
      "regression --preset diabetes --set count=20", "count", "data=diabetes",
      "data=line, parabola, absolute, step, sine, polynomial, root or logistic"
    ),
    (
      "regression --set activation=relu", "activation", "hidden=''", "hidden to one size or more"
    ),
    ("iris --set momentum=0.1", "momentum", "optimizer=adam", "optimizer=momentum or nesterov"),
    (
      "iris --set momentum=0.1 --optimizer sgd", "momentum", "optimizer=sgd",
      "optimizer=momentum or nesterov"
    ),
    (
      "optimizers iris --set hidden= activation=relu", "activation", "hidden=''",
      "hidden to one "
        + "size or more"
    ),
    (
      "gridworld with reinforce --set baseline=false baselineLearningRate=0.5",
      "baselineLearningRate", "baseline=false", "baseline=true"
    ),
    (
      "gridworld with reinforce --set baselineSteps=2 baseline=no", "baselineSteps",
      "baseline=false", "baseline=true"
    ),
    (
      "gridworld with dqn --set selectEpisodes=5", "selectEpisodes", "selectEvery=0",
      "selectEvery > 0"
    ),
    ("frozenlake with dqn --set mapSize=5", "mapSize", "map=4x4", "map=random"),
    (
      "frozenlake with dqn --set isSlippery=false successRate=0.5", "successRate",
      "isSlippery=false", "isSlippery=true"
    ),
  ]

  @Test(arguments: cases)
  func itIsRefused(_ line: String, _ key: String, _ other: String, _ advice: String) throws {
    try withTool { tool in
      let outcome = try tool(line)
      #expect(
        outcome.message
          == "rlrun: \(key) has no effect with \(other); leave it out, or set \(advice)")
      #expect(outcome.status == 2 && outcome.output == "")
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == [], "nothing is made")
    }
  }

  /// A preset's own value is not, nor what has an effect on one of several runs.
  @Test(arguments: [
    "regression --preset polynomial --optimizer adam",
    "gates --preset xor --set momentum=0.5 "
      + "--optimizer nesterov", "moons --preset spirals --set arms=4 count=40",
    "optimizers gates --preset xor --set momentum=0.5",
  ])
  func whatHasAnEffectIsNotRefused(_ line: String) throws {
    try withTool { tool in
      let outcome = try tool(line + " --epochs 1 --quiet")
      #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    }
  }

  /// A fork states only what it changes.
  @Test func forksAreRefusedTheSame() throws {
    try withTool { tool in
      let line = "frozenlake with reinforce --steps 300 --quiet --run-dir run"
      #expect(try tool(line + " --set baseline=false episodesPerBatch=4").status == 0)
      let refused = try tool("fork run --steps 600 --run-dir fork --set baselineSteps=2")
      #expect(refused.status == 2)
      #expect(refused.message.hasPrefix("rlrun: baselineSteps has no effect with baseline=false"))
      let outcome = try tool("fork run --steps 600 --run-dir fork --set discount=0.9 --quiet")
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
  }
}

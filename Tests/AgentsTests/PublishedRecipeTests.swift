import Agents
import Testing

/// Every setting of the presets that follow published recipes, written out: what the library has where
/// a recipe is silent, and what the recipe says.
///
/// Steps are rounded up to whole rollouts where Stable-Baselines3 finishes its last one.
@Suite struct PublishedRecipeTests {
  /// Stable-Baselines3's PPO.
  private let ppo = """
    epochs=10 minibatchSize=64 discount=0.99 lambda=0.95 clip=0.2 clipAnnealing=none
    valueClip=none halvedValueLoss=false valueCoefficient=0.5 entropyBonus=0
    entropyAnnealing=none normalizeAdvantages=true gradientNorm=0.5 targetKL=none
    targetRule=step learningRate=3e-4 annealing=none annealingSteps=none epsilon=1e-5 perturbation=0
    rolloutSteps=2048 truncationBootstrap=true normalizeObservations=false
    normalizeRewards=false hidden=64,64 activation=tanh orthogonal=true logDeviation=0
    stateDependentNoise=false noiseEvery=0
    """

  @Test(arguments: [
    (
      "CartPole-v1",
      """
      environments=8 steps=100096 rolloutSteps=32 minibatchSize=256 epochs=20 lambda=0.8
      discount=0.98 learningRate=1e-3 annealing=after clip=0.2 clipAnnealing=after
      """
    ),
    (
      "Acrobot-v1",
      """
      normalizeObservations=true normalizeRewards=true environments=16 steps=1003520
      rolloutSteps=256 lambda=0.94 discount=0.99 epochs=4
      """
    ),
    (
      "MountainCar-v0",
      """
      normalizeObservations=true normalizeRewards=true environments=16 steps=1000192
      rolloutSteps=16 lambda=0.98 discount=0.99 epochs=4
      """
    ),
    (
      "MountainCarContinuous-v0",
      """
      normalizeObservations=true normalizeRewards=true environments=1 steps=20000
      rolloutSteps=8 minibatchSize=256 epochs=10 discount=0.9999 lambda=0.9
      learningRate=7.77e-5 entropyBonus=0.00429 clip=0.1 gradientNorm=5 valueCoefficient=0.19
      stateDependentNoise=true logDeviation=-3.29 orthogonal=false
      """
    ),
    (
      "Pendulum-v1",
      """
      environments=4 steps=102400 rolloutSteps=1024 lambda=0.95 discount=0.9 epochs=10
      learningRate=1e-3 clip=0.2 stateDependentNoise=true noiseEvery=4
      """
    ),
  ])
  func zooPPO(_ environment: String, _ recipe: String) throws {
    try expect(PPO.self, "zoo", environment, ppo, recipe)
  }

  /// ppo.py, and rpo_continuous_action.py but for its 8 million steps.
  @Test func cleanRLPPO() throws {
    let shared = """
      truncationBootstrap=false valueClip=0.2 halvedValueLoss=true annealing=before
      discount=0.99 lambda=0.95 clip=0.2 valueCoefficient=0.5 gradientNorm=0.5
      """
    for environment in ["CartPole-v1", "Acrobot-v1", "MountainCar-v0"] {
      try expect(
        PPO.self, "cleanrl", environment, ppo, shared,
        """
        steps=500000 environments=4 rolloutSteps=128 minibatchSize=128 epochs=4
        learningRate=2.5e-4 entropyBonus=0.01
        """)
    }
    try expect(
      PPO.self, "rpo", "Pendulum-v1", ppo, shared,
      """
      steps=800000 environments=1 rolloutSteps=2048 minibatchSize=64 epochs=10
      learningRate=3e-4 entropyBonus=0 normalizeObservations=true normalizeRewards=true
      perturbation=0.5
      """)
  }

  /// Stable-Baselines3's A2C.
  private let a2c = """
    rolloutSteps=5 discount=0.99 lambda=1 learningRate=7e-4 annealing=none annealingSteps=none
    entropyBonus=0
    valueCoefficient=0.5 gradientNorm=0.5 squareDecay=0.99 epsilon=1e-5
    epsilonInsideRoot=false normalizeAdvantages=false truncationBootstrap=true
    normalizeObservations=false normalizeRewards=false hidden=64,64 activation=tanh
    orthogonal=true logDeviation=0 stateDependentNoise=false noiseEvery=0
    """

  @Test(arguments: [
    ("CartPole-v1", "environments=8 steps=500000"),
    (
      "Acrobot-v1",
      "normalizeObservations=true normalizeRewards=true environments=16 steps=500000"
    ),
    (
      "MountainCar-v0",
      "normalizeObservations=true normalizeRewards=true environments=16 steps=1000000"
    ),
    (
      "MountainCarContinuous-v0",
      """
      normalizeObservations=true normalizeRewards=true environments=4 steps=100000
      rolloutSteps=100 stateDependentNoise=true noiseEvery=16 logDeviation=0 orthogonal=false
      """
    ),
    (
      "Pendulum-v1",
      """
      normalizeObservations=true normalizeRewards=true environments=8 steps=1000000
      rolloutSteps=8 lambda=0.9 valueCoefficient=0.4 discount=0.9 learningRate=7e-4
      annealing=after stateDependentNoise=true logDeviation=-2 orthogonal=false
      """
    ),
  ])
  func zooA2C(_ environment: String, _ recipe: String) throws {
    try expect(A2C.self, "zoo", environment, a2c, recipe)
  }

  /// Stable-Baselines3's SAC.
  private let sac = """
    environments=1 hidden=256,256 activation=relu actorLearningRate=3e-4
    criticLearningRate=3e-4 temperatureLearningRate=3e-4 discount=0.99 targetFraction=0.005
    temperature=1 automaticTemperature=true targetEntropy=none deviation=clamped
    logDeviation=-3 correction=epsilon order=sb3 policyDelay=2 batchSize=256
    bufferSize=1000000 learningStarts=100 trainEvery=1 gradientSteps=1
    """
  private let allRates =
    "actorLearningRate=1e-3 criticLearningRate=1e-3 temperatureLearningRate=1e-3"

  @Test func sacRecipes() throws {
    try expect(SAC.self, "zoo", "Pendulum-v1", sac, allRates, "steps=20000")
    try expect(
      SAC.self, "zoo", "MountainCarContinuous-v0", sac,
      """
      steps=50016 bufferSize=50000 batchSize=512 temperature=0.1 automaticTemperature=false
      trainEvery=32 gradientSteps=32 discount=0.9999 targetFraction=0.01 learningStarts=0
      deviation=state-dependent logDeviation=-3.67 hidden=64,64
      """)
    try expect(
      SAC.self, "rltools", "Pendulum-v1", sac, allRates,
      """
      steps=10000 hidden=64,64 batchSize=100 discount=0.99 targetFraction=0.005
      temperature=0.5 targetEntropy=none correction=stable
      """)
  }

  /// Stable-Baselines3's DDPG, and TD3 but for what DDPG has not; networks are those of both papers.
  private let ddpg = """
    environments=1 hidden=400,300 activation=relu actorLearningRate=1e-3
    criticLearningRate=1e-3 discount=0.99 targetFraction=0.005 delay=1 batchSize=256
    bufferSize=1000000 learningStarts=100 trainEvery=1 gradientSteps=1
    """
  private let td3 = "critics=2 delay=2 targetNoise=0.2 noiseClip=0.5"

  @Test(arguments: [
    (
      "Pendulum-v1",
      """
      steps=20000 discount=0.98 bufferSize=200000 learningStarts=10000 noise=normal
      noiseDeviation=0.1
      """
    ),
    (
      "MountainCarContinuous-v0",
      "steps=300000 noise=ornstein-uhlenbeck noiseDeviation=0.5"
    ),
  ])
  func zooTD3AndDDPG(_ environment: String, _ recipe: String) throws {
    try expect(TD3.self, "zoo", environment, ddpg, td3, recipe)
    try expect(DDPG.self, "zoo", environment, ddpg, recipe)
  }

  /// Stable-Baselines3's DQN, whose gradientSteps=-1 are as many as the steps between updates.
  @Test(arguments: [
    (
      "Acrobot-v1",
      """
      steps=100000 learningRate=6.3e-4 batchSize=128 bufferSize=50000 learningStarts=0
      discount=0.99 targetEvery=250 trainEvery=4 gradientSteps=4 explorationEnd=0.1
      explorationFraction=0.12
      """
    ),
    (
      "MountainCar-v0",
      """
      steps=120000 learningRate=4e-3 batchSize=128 bufferSize=10000 learningStarts=1000
      discount=0.98 targetEvery=600 trainEvery=16 gradientSteps=8 explorationEnd=0.07
      explorationFraction=0.2
      """
    ),
  ])
  func zooDQN(_ environment: String, _ recipe: String) throws {
    try expect(
      DQN.self, "zoo", environment,
      """
      environments=1 hidden=256,256 activation=relu randomStart=true targetFraction=1
      doubleQ=false loss=huber gradientNorm=10 explorationStart=1
      """, recipe)
  }

  /// Expects the settings of a preset to be those of texts, of which later ones override, and the
  /// texts to have them all. Recipes keep the last weights.
  private func expect<A: Agent>(
    _: A.Type, _ name: String, _ environment: String, _ texts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let unselected = "selectEvery=0 selectEpisodes=20 stopReturn=none"
    var assignments = ([unselected] + texts).flatMap { $0.split(whereSeparator: \.isWhitespace) }
      .map { text in
        let parts = text.split(separator: "=")
        return (key: String(parts[0]), value: String(parts[1]))
      }
    let settings = A.Configuration.settings
    if settings.contains(where: { $0.key == "evaluation" }) {
      assignments.append(("evaluation", "greedy"))
    }
    #expect(
      Set(assignments.map(\.key)) == Set(settings.map(\.key)), sourceLocation: sourceLocation)
    var expected = A.Configuration()
    try settings.apply(assignments, to: &expected)
    let preset = try #require(A.preset(named: name, for: environment))
    #expect(
      preset.configuration.settingsText == expected.settingsText,
      "\(A.name): \(name) for \(environment)", sourceLocation: sourceLocation)
  }
}

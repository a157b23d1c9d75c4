extension EnvironmentRegistry {
  /// The environments of this module. Ids, time limits and thresholds are those of Gymnasium 1.4.0
  /// where it has the environment.
  public static let builtIn = EnvironmentRegistry([
    .cartPole(
      id: "CartPole-v1", shortNames: ["cartpole"], timeLimit: 500, rewardThreshold: 475),
    .cartPole(
      id: "CartPole-v0", shortNames: ["cartpole-200"], timeLimit: 200, rewardThreshold: 195),
    .acrobot(id: "Acrobot-v1", shortNames: ["acrobot"], timeLimit: 500, rewardThreshold: -100),
    .mountainCar(
      id: "MountainCar-v0", shortNames: ["mountaincar"], timeLimit: 200, rewardThreshold: -110),
    .mountainCarContinuous(
      id: "MountainCarContinuous-v0", shortNames: ["mountaincarcontinuous"], timeLimit: 999,
      rewardThreshold: 90),
    .pendulum(id: "Pendulum-v1", shortNames: ["pendulum"], timeLimit: 200),
    .frozenLake(
      id: "FrozenLake-v1", shortNames: ["frozenlake"], map: "4x4", timeLimit: 100,
      rewardThreshold: 0.7),
    .frozenLake(
      id: "FrozenLake8x8-v1", shortNames: ["frozenlake8x8"], map: "8x8", timeLimit: 200,
      rewardThreshold: 0.85),
    .cliffWalking(id: "CliffWalking-v1", shortNames: ["cliffwalking"], isSlippery: false),
    .cliffWalking(
      id: "CliffWalkingSlippery-v1", shortNames: ["cliffwalkingslippery"], isSlippery: true),
    .gridWorld(
      id: "GridWorld-v1", shortNames: ["gridworld"],
      summary: "Russell and Norvig's 4x3 world, or a map of your own",
      configuration: .init(map: "4x3", slip: 0.2, stepReward: -0.04, timeLimit: 100)),
    .gridWorld(
      id: "GridWorld-Maze-v1", shortNames: ["maze", "gridworld-maze"],
      summary: "Sutton and Barto's Dyna maze",
      configuration: .init(map: "maze", slip: 0, stepReward: -0.01, timeLimit: 200)),
    .gridWorld(
      id: "GridWorld-FourRooms-v1", shortNames: ["fourrooms", "gridworld-fourrooms"],
      summary: "four rooms with doors (Sutton, Precup and Singh)",
      configuration: .init(map: "fourrooms", slip: 0, stepReward: -0.01, timeLimit: 500)),
  ])
}

import RLSettings

extension Acrobot.Dynamics: SettingConvertible {}

extension EnvironmentEntry {
  struct AcrobotConfiguration: Sendable {
    var dynamics = Acrobot.Dynamics.book
    var torque = 1.0
    var torqueNoise = 0.0
    var timeStep = 0.2
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting(
          "dynamics", \.dynamics, "equations of motion: Sutton and Barto's book, or Sutton's paper"),
        Setting("torque", \.torque, .above(0, upTo: 100), "torque of an action, in newton metres"),
        Setting(
          "torqueNoise", \.torqueNoise, .in(0...100), "greatest torque that is added at random"),
        Setting("timeStep", \.timeStep, .above(0, upTo: 0.5), "seconds from step to step"),
        .timeLimit(\.timeLimit),
      ]
    }

    var environment: Acrobot {
      Acrobot(
        dynamics: dynamics, torque: torque, torqueNoise: torqueNoise, timeStep: timeStep)
    }
  }

  static func acrobot(
    id: String, shortNames: [String], timeLimit: Int, rewardThreshold: Double
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "swing the end of a chain of two links up to a line",
      rewardThreshold: rewardThreshold,
      configuration: AcrobotConfiguration(timeLimit: timeLimit),
      settings: AcrobotConfiguration.settings
    ) { configuration in
      try .limited(configuration.environment, configuration.timeLimit)
    }
  }

  /// Of both mountain cars.
  struct MountainCarConfiguration: Sendable {
    var goalVelocity = 0.0
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting(
          "goalVelocity", \.goalVelocity, .in(0...MountainCar.speedLimit),
          "how fast the car must be at the flag, at least"),
        .timeLimit(\.timeLimit),
      ]
    }
  }

  static func mountainCar(
    id: String, shortNames: [String], timeLimit: Int, rewardThreshold: Double
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "drive out of a valley with an engine too weak for the slope",
      rewardThreshold: rewardThreshold,
      configuration: MountainCarConfiguration(timeLimit: timeLimit),
      settings: MountainCarConfiguration.settings
    ) { configuration in
      try .limited(
        MountainCar(goalVelocity: configuration.goalVelocity), configuration.timeLimit)
    }
  }

  static func mountainCarContinuous(
    id: String, shortNames: [String], timeLimit: Int, rewardThreshold: Double
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "drive out of a valley with little force",
      rewardThreshold: rewardThreshold,
      configuration: MountainCarConfiguration(timeLimit: timeLimit),
      settings: MountainCarConfiguration.settings
    ) { configuration in
      try .limited(
        MountainCarContinuous(goalVelocity: configuration.goalVelocity), configuration.timeLimit)
    }
  }

  struct PendulumConfiguration: Sendable {
    var gravity = 10.0
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting("gravity", \.gravity, .in(0...1_000), "acceleration by gravity, in m/s²"),
        .timeLimit(\.timeLimit),
      ]
    }
  }

  static func pendulum(
    id: String, shortNames: [String], timeLimit: Int
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "swing a rod up and hold it upright",
      configuration: PendulumConfiguration(timeLimit: timeLimit),
      settings: PendulumConfiguration.settings
    ) { configuration in
      try .limited(Pendulum(gravity: configuration.gravity), configuration.timeLimit)
    }
  }
}

import Agents
import Environments
import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun play RUN`
struct PlayCommand: Command {
  static let name = "play"

  /// A run's folder or, for a person, an environment.
  let path: String
  /// With its step, if one is named.
  let name: RunName
  let isHuman: Bool
  let seed: UInt64?
  /// Frames a second; nil for what suits the environment.
  let speed: Double?
  /// Settings of an environment that is not a run's.
  let assignments: [Assignment]
  let toolkit: Toolkit
  /// How actions are taken; nil for what the run says.
  private let mode: ActingMode?

  init(_ arguments: ParsedArguments) throws(UsageError) {
    name = try RunName(
      arguments.onePositional("the run's folder", example: "rlrun play runs/cartpole-dqn-1"))
    path = name.path
    isHuman = arguments.has(.human)
    seed = try arguments.seed()
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text(.data)))
    speed = try arguments.number(ifGiven: .frameSpeed)
    mode = arguments.has(.sample) ? .sampled : nil
    assignments = try arguments.assignments()
    if !isHuman && !assignments.isEmpty {
      throw UsageError(
        "--set is for playing an environment yourself, with --human; a run has its settings",
        hint: arguments.hint)
    }
  }

  func run() throws -> ExitStatus {
    if isHuman { return try playByHand() }
    let folder = try runFolder()
    return try toolkit.told(in: folder).play(self, in: folder)
  }

  /// Shows an episode of an agent's run.
  fileprivate func play(_ run: SavedRun) throws -> ExitStatus {
    var episode = PlayedEpisode(run, seed: seed, mode: mode)
    guard episode.environment.rendering(columns: 80) != nil else {
      throw UsageError("\(run.configuration.environment) has no drawing to show")
    }
    let speed = speed ?? Self.speed(for: episode.environment)
    if var stage = Stage() {
      var film = Film(episode, speed: speed)
      try film.show(on: &stage)
      return Interruption.status
    }
    Interruption.watch()
    var screen = Screen(.standardOutput)
    var clock = FrameClock(framesPerSecond: speed)
    func show() throws {
      try screen.show(episode.environment, [episode.caption])
      if screen.canRedraw { clock.wait() }
    }
    screen.open()
    defer { screen.close() }
    try show()
    while !episode.isOver && !Interruption.isRequested {
      episode.advance()
      try show()
    }
    return Interruption.status
  }

  /// - Throws: `UsageError`, which tells what an environment's name needs.
  private func runFolder() throws -> RunFolder {
    if RunFolder.isMissing(path), (try? toolkit.catalog.environments.entry(named: path)) != nil {
      throw UsageError(
        "'\(path)' is an environment, and there is no run in a folder of this name; play it "
          + "yourself with: rlrun play \(shellPath(path)) --human")
    }
    return try .named(path)
  }

  /// Shows what the network of a task draws.
  fileprivate func show(_ images: Tensor) throws -> ExitStatus {
    let terminal = Terminal.standardOutput
    let lines = imageLines(
      images, columns: terminal.size.columns, isUnicode: terminal.isUnicode)
    try Output.print(lines.joined(separator: "\n"))
    return .success
  }

  /// A cart moves smoothly; a walker goes from cell to cell.
  private static func speed(for environment: SingleEnvironment) -> Double {
    // No terminal is drawn faster.
    if let depicted = environment.depicted { return min(depicted.stepsPerSecond ?? 4, 30) }
    if case .discrete = environment.spaces.observation { return 4 }
    return 30
  }
}

extension Training {
  static func play(_ command: PlayCommand, in folder: RunFolder) throws -> ExitStatus {
    try folder.refuseData(of: command.toolkit.data)
    let run = try command.name.place(in: folder).savedRun(command.toolkit)
    try AgentRun.read(from: folder).toldAgreement(in: folder)
    return try command.play(run)
  }
}

extension SupervisedTraining {
  static func play(_ command: PlayCommand, in folder: RunFolder) throws -> ExitStatus {
    guard Task.self is any DrawingTask.Type else {
      throw UsageError(
        "'\(command.path)' is a run of the task \(Task.name), whose network draws nothing; what it has "
          + "learned is in the page of: rlrun report \(shellPath(command.path))")
    }
    if command.seed != nil || command.speed != nil {
      throw UsageError(
        "--seed and --speed are for runs of agents, and \(command.path) is a run of the task "
          + Task.name)
    }
    let trained: Task = try command.name.place(in: folder).task(command.toolkit)
    try TaskRun.read(from: folder).toldAgreement(in: folder)
    guard let images = (trained as? any DrawingTask)?.drawings(10) else { return .failure }
    return try command.show(images)
  }
}

import Agents
import Environments
import RLRandom
import RLReports
import RLRuns

extension PlayCommand {
  /// A person plays.
  ///
  /// - Throws: `UsageError` where there is no terminal, or what is to be played does not exist; else
  ///   as `SavedRun`.
  func playByHand() throws -> ExitStatus {
    var game = try game()
    guard let keyboard = Keyboard() else {
      throw UsageError("--human needs a keyboard, and standard input is not a terminal")
    }
    let terminal = Terminal.standardOutput
    guard terminal.canRedraw else {
      throw UsageError(
        "--human needs a terminal that can be drawn on, and standard output is none "
          + "(or TERM is dumb)")
    }
    var stage = Stage(screen: Screen(terminal), keyboard)
    try game.play(on: &stage)
    if let summary = game.summary { try Output.print(summary) }
    return Interruption.status
  }

  /// The environment of a run, with the agent's mean return to beat, or an environment by its name.
  private func game() throws -> HumanGame {
    if RunFolder.isMissing(path) {
      let entry = try entry()
      let world = try UsageError.wrapping {
        try entry.make(
          texts: assignments.map { ($0.key, $0.value) }
        ).environment
      }
      let environment = try environment(like: world)
      return HumanGame(
        environment, sequence: SeedSequence(seed ?? 1), target: nil,
        speed: speed(in: environment))
    }
    if !assignments.isEmpty {
      throw UsageError(
        "--set is for an environment, and \(path) is a folder; a run is played with its own settings"
      )
    }
    let folder = try RunFolder.ofAgent(path, toolkit)
    let run = try name.place(in: folder).savedRun(toolkit)
    try AgentRun.read(from: folder).toldAgreement(in: folder)
    // A run that was stopped has no evaluation yet, and that of the end is none of a step before.
    let target =
      name.step == nil
      ? try? RecordedResult.read(of: run.configuration, from: folder).scores.first?.value : nil
    let environment = try environment(like: run.environment)
    return HumanGame(
      environment, sequence: run.evaluationSequence(seed: seed),
      target: target ?? run.evaluate(episodes: 20, seed: nil).mean,
      speed: speed(in: environment))
  }

  private func environment(like world: World) throws(UsageError) -> SingleEnvironment {
    guard let environment = SingleEnvironment(like: world, generator: PCG64(seed: 0)) else {
      throw UsageError("\(path): its states are not in this process, so it cannot be played here")
    }
    return environment
  }

  private func entry() throws(UsageError) -> EnvironmentEntry {
    do throws(UnknownEnvironmentError) {
      return try toolkit.catalog.environments.entry(named: path)
    } catch {
      let known = toolkit.catalog.environments.entries.map { $0.shortNames.first ?? $0.id }
      throw UsageError(
        "there is no folder and no environment '\(path)'"
          + (error.nearest.map { "; did you mean '\($0)'?" } ?? ""),
        more: ["environments: \(known.joined(separator: ", "))"])
    }
  }

  /// Steps a second of what moves by itself; nil for what waits for a key.
  private func speed(in environment: SingleEnvironment) -> Double? {
    let waits: Bool
    if let depicted = environment.depicted {
      waits = depicted.stepsPerSecond == nil
    } else if case .discrete = environment.spaces.observation {
      waits = true
    } else {
      waits = false
    }
    return waits ? nil : speed ?? 10
  }
}

import Agents
import Environments
import RLRandom
import RLRuns
import RLSupervised

/// `rlrun play RUN`
struct PlayCommand: Command {
  static let name = "play"
  static let options: [Option] = [.value("--seed"), .value("--speed"), .value("--data")]
  static let help = """
    rlrun play RUN [options]

    Draws an episode in the terminal, played with the weights of a run. RUN is the
    run's folder. Where the output is not a terminal, all frames follow each other.
    Of a task whose network draws (autoencoder, vae, gan), shows ten drawings.

      --seed N     which episode (default: the first one evaluated after training)
      --speed N    frames a second, 0.1 to 1000 (default: 30, in grids 4)
      --data DIR   the folder of data, for runs of tasks

    Example:
      rlrun play runs/cartpole-dqn-1 --seed 7
    """

  let path: String
  let seed: UInt64?
  /// Frames a second; nil for what suits the environment.
  let speed: Double?
  let store: DataStore

  init(_ arguments: ParsedArguments) throws(UsageError) {
    path = try arguments.onePositional(
      "the run's folder", example: "rlrun play runs/cartpole-dqn-1")
    seed = try arguments.seed()
    store = DataStore(folder: arguments.text("--data"))
    if let text = arguments.text("--speed") {
      guard let speed = Double.fromSetting(text: text), (0.1...1000).contains(speed) else {
        throw UsageError("--speed is '\(text)'; it must be a number from 0.1 to 1000")
      }
      self.speed = speed
    } else {
      speed = nil
    }
  }

  func run() throws -> ExitStatus {
    let folder = try RunFolder.named(path)
    if case .task = try folder.kind() {
      let (run, task) = try TaskRun.read(from: folder)
      if let task = task as? any DrawingTask.Type { return try draw(task, run, folder) }
    }
    try folder.requireAgent()
    let run = try SavedRun(folder)
    guard run.environment.rendering(columns: 80) != nil else {
      throw UsageError("\(run.configuration.environment) has no drawing to show")
    }
    var sequence = run.evaluationSequence(seed: seed)
    var generator = PCG64(sequence.spawn(1)[0])
    var episode = PlayedEpisode(run, using: &generator)
    Interruption.watch()
    var screen = Screen(
      .standardOutput, secondsPerFrame: 1 / (speed ?? Self.speed(for: run.environment)))
    screen.show(episode)
    while !episode.isOver && !Interruption.isRequested {
      episode.advance(using: &generator)
      screen.show(episode)
    }
    screen.close()
    return Interruption.isRequested ? .interrupted : .success
  }

  private func draw<T: DrawingTask>(
    _ task: T.Type, _ run: TaskRun, _ folder: RunFolder
  ) throws -> ExitStatus {
    if seed != nil || speed != nil {
      throw UsageError(
        "--seed and --speed are for runs of agents, and \(path) is a run of the task \(run.task)")
    }
    let terminal = Terminal.standardOutput
    let images = try run.trained(task, in: folder, data: store).drawings(10)
    let lines = imageLines(
      images, columns: terminal.size.columns, isUnicode: terminal.isUnicode)
    Output.print(lines.joined(separator: "\n"))
    return .success
  }

  /// A cart moves smoothly; a walker goes from cell to cell.
  private static func speed(for environment: AnyEnvironment) -> Double {
    if case .discrete = environment.observationSpace { 4 } else { 30 }
  }
}

/// An episode played greedily.
struct PlayedEpisode {
  private let run: SavedRun
  private(set) var environment: AnyEnvironment
  private(set) var length = 0
  private(set) var total = 0.0
  private(set) var action: Int?
  private var last = Step(reward: 0, terminated: false)

  init(_ run: SavedRun, using generator: inout PCG64) {
    self.run = run
    environment = run.environment
    environment.reset(using: &generator)
  }

  /// An episode without a time limit is cut off where an evaluation cuts it off.
  var isOver: Bool { last.isDone || length >= environment.timeLimit ?? 10_000 }

  mutating func advance(using generator: inout PCG64) {
    let action = run.network.greedyAction(in: environment)
    last = environment.step(action, using: &generator)
    self.action = action
    length += 1
    total += last.reward
  }

  /// What is told below the drawing.
  var caption: String {
    var text = "step \(length)  return \(short(total))"
    if let action { text += "  action \(action)" }
    if last.terminated { return text + "  (the episode ended)" }
    if last.truncated { return text + "  (the time limit was reached)" }
    return isOver ? text + "  (cut off)" : text
  }
}

/// Where frames are shown: drawn in place on a terminal, else one after another.
struct Screen {
  private let terminal: Terminal
  private var lines: RedrawnLines
  private let frameTime: Duration
  private var next = ContinuousClock.now

  init(_ terminal: Terminal, secondsPerFrame: Double) {
    self.terminal = terminal
    lines = RedrawnLines(terminal)
    frameTime = .seconds(secondsPerFrame)
    if terminal.canRedraw { Output.draw("\u{1B}[?25l", to: terminal.descriptor) }
  }

  /// Shows the episode as it is, and waits until the next frame is due.
  mutating func show(_ episode: PlayedEpisode) {
    let columns = min(terminal.size.columns - 1, 80)
    let drawing = episode.environment.rendering(columns: columns) ?? ""
    let frame =
      drawing.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      + [episode.caption]
    if terminal.canRedraw {
      // What is wider or higher than the terminal cannot be drawn over.
      let size = terminal.size
      lines.draw(frame.suffix(max(1, size.rows - 1)).map { String($0.prefix(size.columns - 1)) })
      wait()
    } else {
      Output.print(frame.joined(separator: "\n") + "\n")
    }
  }

  private mutating func wait() {
    next = max(next, .now - frameTime) + frameTime
    while !Interruption.isRequested, case let rest = ContinuousClock.now.duration(to: next),
      rest > .zero
    {
      sleep(for: min(rest, .milliseconds(50)))
    }
  }

  /// Gives the cursor back.
  func close() {
    if terminal.canRedraw { Output.draw("\u{1B}[?25h", to: terminal.descriptor) }
  }
}

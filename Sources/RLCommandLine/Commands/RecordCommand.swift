import Agents
import Environments
import Foundation
import RLFigures
import RLFiles
import RLNet
import RLReports
import RLRuns
import RLState
import RLSupervised

/// `rlrun record RUN`
struct RecordCommand: Command {
  static let name = "record"

  enum Format: String {
    case gif
    case svg
  }

  let path: String
  /// With its step, if one is named.
  private let name: RunName
  let output: String
  let format: Format
  let seed: UInt64?
  /// How actions are taken; nil for what the run says.
  let mode: ActingMode?
  /// Steps a second; nil for what suits the environment.
  let speed: Double?
  let steps: Int
  /// Points from side to side; nil for what suits the environment.
  let width: Double?
  let theme: Theme
  private let toolkit: Toolkit

  init(_ arguments: ParsedArguments) throws(UsageError) {
    toolkit = arguments.tool.toolkit(data: DataStore(folder: nil))
    name = try RunName(
      arguments.onePositional("the run's folder", example: "rlrun record runs/cartpole-dqn-1"))
    path = name.path
    output = arguments.text(.animationFile) ?? Self.defaultOutput(path)
    guard let format = Format(rawValue: URL(filePath: output).pathExtension.lowercased()) else {
      throw UsageError(
        "--output is '\(output)'; it must end in .gif or .svg, which says what is written")
    }
    self.format = format
    seed = try arguments.seed()
    speed = try arguments.number(ifGiven: .stepSpeed)
    mode = arguments.has(.sample) ? .sampled : nil
    steps = try arguments.integer(.recordedSteps)
    width = try arguments.integer(ifGiven: .width).map(Double.init)
    theme = try arguments.word(.theme) == "dark" ? .dark : .light
    if format == .svg && arguments.has(.theme) {
      throw UsageError("--theme is for a GIF; an SVG is light or dark as the page around it")
    }
  }

  /// The name of the run's folder, with `.gif`.
  private static func defaultOutput(_ path: String) -> String {
    URL(filePath: path).standardizedFileURL.lastPathComponent + ".gif"
  }

  func run() throws -> ExitStatus {
    let folder = try RunFolder.ofAgent(path, toolkit)
    let run = try name.place(in: folder).savedRun(toolkit)
    try AgentRun.read(from: folder).toldAgreement(in: folder)
    try requireFolder(of: output)
    switch format {
    case .gif: try requireReplaceable(FilePlace(output), beginning: "GIF8", kind: "a GIF")
    case .svg: try requireReplaceable(FilePlace(output), beginning: "<svg", kind: "an SVG")
    }
    var progress = RecordingProgress()
    defer { progress.finish() }
    let episode = try RecordedEpisode(
      run, seed: seed, mode: mode, width: width.map(RecordedEpisode.sceneWidth), steps: steps,
      frames: .max
    ) { progress.show("playing: \(grouped($0)) steps", isOften: true) }
    let animation = episode.animation(framesPerSecond: speed)
    let (frames, picture) = (animation.frames.count, animation.frames[0])
    let size = (
      width: Int(clamped: picture.width.rounded()), height: Int(clamped: picture.height.rounded())
    )
    guard size.height <= Self.greatestHeight else {
      throw UsageError(
        "the picture would be \(size.width) × \(size.height) points; with a smaller --width it is "
          + "less high, and \(Self.greatestHeight) are possible")
    }

    progress.show("drawing \(grouped(frames)) frames of \(size.width) × \(size.height)")
    let bytes =
      switch format {
      case .gif:
        Data(
          animation.gif(scale: 1, theme: theme) { done in
            progress.show("drawing frame \(grouped(done)) of \(grouped(frames))", isOften: true)
          })
      case .svg: Data(animation.svg().utf8)
      }
    // From here on a signal waits until the file has its name; before, nothing has been written.
    Interruption.watch()
    try writeDurably(bytes, to: output)
    progress.finish()
    try Output.print(
      "wrote \(output): \(size.width) × \(size.height), \(grouped(frames)) frames, "
        + "\(duration(animation.seconds)), \(byteSize(Double(bytes.count)))")
    try Output.print(Self.outcome(of: episode))
    return Interruption.status
  }

  private static func outcome(of episode: RecordedEpisode) -> String {
    let total = significantTrimmed(episode.frames.last?.total ?? 0)
    let end = episode.ending?.rawValue ?? "it goes on; --steps records more of it"
    return
      "seed \(episode.seed): \(RLCommandLine.count(episode.length, "step")), return \(total); \(end)"
  }

  /// In points.
  private static let greatestHeight = 10_000
}

/// A line that tells a person what is being done.
private struct RecordingProgress {
  private let terminal = Terminal.standardError
  private var lines = RedrawnLines(.standardError)
  private var isShown = false
  private var next = ContinuousClock.now

  /// Shows the text; what comes often only ten times a second.
  mutating func show(_ text: String, isOften: Bool = false) {
    guard terminal.canRedraw, !isOften || ContinuousClock.now >= next else { return }
    next = .now + .milliseconds(100)
    lines.draw([String(text.prefix(terminal.size.columns - 1))])
    isShown = true
  }

  /// Takes the line away.
  mutating func finish() {
    if isShown { lines.erase() }
    isShown = false
  }
}

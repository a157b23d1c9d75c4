import Environments
import RLRandom
import RLReports
import RLRuns

/// Episodes that a person plays, one after another.
struct HumanGame {
  private(set) var environment: SingleEnvironment
  /// Where the random streams of the episodes are spawned from.
  private var sequence: SeedSequence
  private var progress = EpisodeProgress()
  /// The returns of the episodes that came to an end.
  private var returns: [Double] = []
  private let bindings: KeyBindings
  /// The mean return to beat.
  private let target: Double?
  /// Steps a second of a game that does not wait; nil for one that waits for a key at each step.
  private let speed: Double?
  /// In a game that does not wait: the action of the latest key; nil before the first.
  private var held: Action?

  init(_ environment: SingleEnvironment, sequence: SeedSequence, target: Double?, speed: Double?) {
    self.environment = environment
    self.sequence = sequence
    self.target = target
    self.speed = speed
    bindings = KeyBindings(environment)
    begin()
  }

  /// Begins the next episode.
  private mutating func begin() {
    environment.reset(using: PCG64(sequence.spawn(1)[0]))
    progress = EpisodeProgress()
    held = nil
  }

  private mutating func step(_ action: Action) {
    progress.add(action, environment.step(action))
    if progress.isDone { returns.append(progress.total) }
  }

  /// Plays until the person wants to end, or a signal comes. The terminal is as before then.
  ///
  /// - Throws: `OutputError`.
  mutating func play(on stage: inout Stage) throws {
    stage.open()
    defer { stage.close() }
    var clock = FrameClock(framesPerSecond: speed ?? 1)
    try stage.draw { try $0.show(environment, captions) }
    while !Interruption.isRequested {
      let isRunning = held != nil && !progress.isDone
      let keys = try stage.keys(within: isRunning ? clock.rest : .milliseconds(200)) {
        try $0.show(environment, captions)
      }
      guard let keys else { return }
      var isChanged = false
      for key in keys {
        switch key {
        case .character("q"), .character("Q"): return
        case .character("r"), .character("R"):
          begin()
          isChanged = true
        default:
          guard !progress.isDone, let action = bindings.action(of: key) else { continue }
          if speed == nil {
            step(action)
            isChanged = true
          } else {
            if held == nil { clock.advance() }
            held = action
          }
        }
      }
      if let held, !progress.isDone, clock.rest == .zero {
        step(held)
        clock.advance()
        isChanged = true
      }
      if isChanged { try stage.draw { try $0.show(environment, captions) } }
    }
  }

  /// What is told below the drawing.
  private var captions: [String] {
    let hint =
      progress.isDone
      ? "r: next episode  q: end"
      : speed != nil && held == nil ? "the first key begins  q: end" : "r: begin again  q: end"
    return [progress.caption(environment.actionNames), "", bindings.help, hint] + scores
  }

  private var scores: [String] {
    var parts: [String] = []
    if let target { parts.append("mean return of the agent: \(significantTrimmed(target))") }
    if let best = returns.max() {
      parts.append("best of your \(returns.count): \(significantTrimmed(best))")
    }
    return parts.isEmpty ? [] : [parts.joined(separator: "  ")]
  }

  /// What came out, in a line; nil where no episode came to an end.
  var summary: String? {
    guard let best = returns.max() else { return nil }
    let mean = returns.reduce(0, +) / Double(returns.count)
    let own =
      returns.count == 1
      ? "1 episode  return \(significantTrimmed(best))"
      : "\(returns.count) episodes  mean return \(significantTrimmed(mean))  best \(significantTrimmed(best))"
    return own + (target.map { "  the agent's mean \(significantTrimmed($0))" } ?? "")
  }
}

import Environments
import RLReports

/// An episode that a person watches, and can hold, hasten and end.
struct Film {
  private var episode: PlayedEpisode
  /// Frames a second.
  private var speed: Double
  private var isHeld = false

  private static let speeds = 0.1...1000.0

  init(_ episode: PlayedEpisode, speed: Double) {
    (self.episode, self.speed) = (episode, speed)
  }

  /// Shows the episode to its end, or until the person or a signal ends it.
  ///
  /// - Throws: `OutputError`.
  mutating func show(on stage: inout Stage) throws {
    stage.open()
    defer { stage.close() }
    var clock = FrameClock(framesPerSecond: speed)
    clock.advance()
    try stage.draw { try $0.show(episode.environment, captions) }
    while !Interruption.isRequested {
      let time = isHeld ? Duration.milliseconds(200) : clock.rest
      let keys = try stage.keys(within: time) { try $0.show(episode.environment, captions) }
      guard let keys else { return }
      var isChanged = false
      for key in keys {
        switch key {
        case .character("q"), .character("Q"): return
        case .character(" "): isHeld.toggle()
        case .character("+"), .right:
          speed = min(2 * speed, Self.speeds.upperBound)
          clock = FrameClock(framesPerSecond: speed)
        case .character("-"), .left:
          speed = max(speed / 2, Self.speeds.lowerBound)
          clock = FrameClock(framesPerSecond: speed)
        default: continue
        }
        isChanged = true
      }
      if !isHeld, clock.rest == .zero {
        if episode.isOver { return }
        episode.advance()
        clock.advance()
        isChanged = true
      }
      if isChanged { try stage.draw { try $0.show(episode.environment, captions) } }
    }
  }

  /// What is told below the drawing.
  private var captions: [String] {
    [
      episode.caption, "",
      (isHeld ? "space: go on" : "space: hold") + "  +: faster  -: slower  q: end",
    ]
  }
}

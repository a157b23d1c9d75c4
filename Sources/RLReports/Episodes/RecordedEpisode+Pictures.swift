import RLFigures
import RLRuns

extension RecordedEpisode {
  /// The frames as an animation: the scene, and below it step, return and action. At the end it rests
  /// for a second.
  ///
  /// - Parameter framesPerSecond: nil for what suits the environment.
  package func animation(framesPerSecond: Double? = nil) -> Animation {
    Animation(
      pictures, secondsPerFrame: 1 / (framesPerSecond ?? self.framesPerSecond), secondsAtEnd: 1)
  }

  /// The frames as pictures, with step, return and action below the scene.
  private var pictures: [Drawing] {
    let scene = frames[0].scene
    let width = max(scene.width + 2 * Self.margin, Self.leastWidth)
    let origin = Point((width - scene.width) / 2, Self.margin)
    let height = scene.height + Self.margin + Self.captionHeight
    let baseline = height - 0.4 * Self.captionHeight
    func caption(_ string: String, _ x: Double, _ anchor: Text.Anchor, _ paint: Paint = .ink)
      -> Drawing.Element
    {
      .text(Text(string, at: Point(x, baseline), size: 12, anchor: anchor, paint))
    }
    return frames.map { frame in
      var picture = Drawing(width: width, height: height, description: scene.description)
      picture.add(frame.scene, at: origin)
      // Each at a place of its own, so that nothing moves while numbers grow.
      picture.elements.append(caption("step \(frame.step)", Self.margin, .start))
      picture.elements.append(
        caption("return \(significantTrimmed(frame.total))", Self.margin + 74, .start))
      let action = frame.action.map { $0.name(actionNames) }
      if let last = frame.ending?.label ?? action {
        picture.elements.append(caption(last, width - Self.margin, .end, .muted))
      }
      return picture
    }
  }

  /// How wide a scene is in a picture of a width.
  package static func sceneWidth(inPicture width: Double) -> Double { width - 2 * margin }

  /// Around the scene, in points.
  private static let margin = 12.0
  private static let captionHeight = 32.0
  /// So that the caption has room.
  private static let leastWidth = 240.0
}

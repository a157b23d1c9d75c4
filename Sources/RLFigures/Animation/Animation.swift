/// Drawings that are seen one after the other.
public struct Animation: Sendable, Hashable {
  /// One or more; all have the size of the first.
  public var frames: [Drawing]
  /// How long each frame is seen.
  public var secondsPerFrame: Double
  /// How much longer the last frame is seen.
  public var secondsAtEnd: Double
  /// Whether it begins again after its end, for ever; otherwise the last frame stays.
  public var repeats: Bool

  public init(
    _ frames: [Drawing], secondsPerFrame: Double, secondsAtEnd: Double = 1, repeats: Bool = true
  ) {
    self.frames = frames
    self.secondsPerFrame = secondsPerFrame
    self.secondsAtEnd = secondsAtEnd
    self.repeats = repeats
  }

  /// How long the frames are seen until they begin again.
  public var seconds: Double { Double(frames.count) * secondsPerFrame + secondsAtEnd }

  /// How wide and high it is, in points, after a look at whether it can be played.
  package var size: (width: Double, height: Double) {
    guard let first = frames.first else {
      fatalError("Animation: no frames, expected 1 or more")
    }
    guard secondsPerFrame > 0, secondsAtEnd >= 0, seconds < 1e6 else {
      fatalError(
        "Animation: frames of \(secondsPerFrame) s and \(secondsAtEnd) s at the end, expected "
          + "positive numbers and a million seconds at most")
    }
    return (first.width, first.height)
  }
}

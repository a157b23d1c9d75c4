import RLState

extension Animation {
  /// The animation as a GIF file, of 256 colours at most.
  ///
  /// Times are rounded to hundredths of a second so that their sum is right; a frame is seen for
  /// two of them at least, as browsers slow down those that are shorter.
  /// - Parameters:
  ///   - scale: how many pixels a point is wide.
  ///   - progress: told how many frames' work is done, again and again: 0 first, all of them last.
  public func gif(
    scale: Double = 1, theme: Theme = .light, progress: (_ frames: Int) -> Void = { _ in }
  ) -> [UInt8] {
    let (width, height) = size
    var drawings = 0
    let file = RLFigures.gif(frameCount: frames.count, repeats: repeats) { index in
      // Each frame is drawn twice: for the palette and for the file.
      progress(drawings / 2)
      drawings += 1
      var drawing = frames[index]
      (drawing.width, drawing.height) = (width, height)
      return GIFFrame(drawing.rendered(scale: scale, theme: theme), delay: delay(index))
    }
    progress(frames.count)
    return file
  }

  /// How long a frame is seen, in hundredths of a second.
  private func delay(_ index: Int) -> Int {
    func hundredths(_ seconds: Double) -> Int {
      Int(clamped: min(max((100 * seconds).rounded(), 0), 1e9))
    }
    let (start, end) = (Double(index) * secondsPerFrame, Double(index + 1) * secondsPerFrame)
    let atEnd = index == frames.count - 1 ? hundredths(secondsAtEnd) : 0
    return max(hundredths(end) - hundredths(start), 2) + atEnd
  }
}

extension Animation {
  /// The animation as a GIF file, of 256 colours at most.
  ///
  /// Times are rounded to hundredths of a second so that their sum is right; a frame is seen for
  /// two of them at least, as browsers slow down those that are shorter.
  /// - Parameter scale: how many pixels a point is wide.
  public func gif(scale: Double = 1, theme: Theme = .light) -> [UInt8] {
    let (width, height) = size
    return RLFigures.gif(frameCount: frames.count, repeats: repeats) { index in
      var drawing = frames[index]
      (drawing.width, drawing.height) = (width, height)
      return GIFFrame(drawing.rendered(scale: scale, theme: theme), delay: delay(index))
    }
  }

  /// How long a frame is seen, in hundredths of a second.
  private func delay(_ index: Int) -> Int {
    func hundredths(_ seconds: Double) -> Int {
      Int(min(max((100 * seconds).rounded(), 0), 1e9))
    }
    let (start, end) = (Double(index) * secondsPerFrame, Double(index + 1) * secondsPerFrame)
    let atEnd = index == frames.count - 1 ? hundredths(secondsAtEnd) : 0
    return max(hundredths(end) - hundredths(start), 2) + atEnd
  }
}

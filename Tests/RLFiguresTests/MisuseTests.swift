import RLFigures
import Testing

/// A programmer's mistakes stop with the values in the message.
struct MisuseTests {
  private func message(_ result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }

  @Test func animationsNeedFrames() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Animation([], secondsPerFrame: 1).svg() }
    #expect(message(result).contains("Animation: no frames, expected 1 or more"))
  }

  @Test func framesNeedTime() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Animation([Drawing(width: 1, height: 1)], secondsPerFrame: 0).gif() }
    #expect(message(result).contains("Animation: frames of 0.0 s and 1.0 s at the end"))
  }

  @Test func framesOfAFileHaveOneSize() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = gif(frameCount: 2) { GIFFrame(PixelImage(width: 1 + $0, height: 1), delay: 2) } }
    #expect(message(result).contains("gif: frame 1 has 2×1 pixels, those before 1×1"))
  }

  @Test func picturesHaveASize() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Drawing(width: 1e9, height: 1).rendered() }
    #expect(message(result).contains("at scale 2.0 are too many pixels"))
  }

  @Test func regionsNeedNames() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      let grid = ScalarGrid(rows: 1, columns: 1, [0], x: 0...1, y: 0...1)
      _ = RegionMap(grids: [grid], names: [])
    }
    #expect(message(result).contains("RegionMap: 1 grids and 0 names"))
  }
}

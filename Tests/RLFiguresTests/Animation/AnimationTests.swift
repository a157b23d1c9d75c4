import RLFigures
import Testing

private func frame(_ middle: Drawing.Element, _ more: [Drawing.Element] = []) -> Drawing {
  let ground = Drawing.Element.rectangle(
    Rectangle(x: 0, y: 0, width: 4, height: 3), .fill(.panel))
  let title = Drawing.Element.text(Text("t", at: Point(1, 1)))
  return Drawing(width: 4, height: 3, description: "two", [ground, middle] + more + [title])
}

struct AnimationTests {
  private let dot = Drawing.Element.circle(Point(1, 1), radius: 1, .fill(.ink))
  private let line = Drawing.Element.line([Point(0, 0), Point(1, 2)], .stroke(.ink))

  @Test func framesAreAStripBetweenWhatTheyShare() {
    let text = Animation([frame(dot), frame(line)], secondsPerFrame: 0.5).svg()
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="4" height="3" viewBox="0 0 4 3" \
      role="img" aria-label="two">
      <style>
      \(svgStyleRules()).strip polyline{stroke-linejoin:round;stroke-linecap:round}
      @keyframes strip{0%{transform:translateX(0);animation-timing-function:steps(1)}\
      25.0%{transform:translateX(-4px)}to{transform:translateX(-4px)}}
      .strip{animation:strip 2.0s infinite}
      @media (prefers-reduced-motion:reduce){.strip{animation:none;transform:translateX(-4px)}}
      </style>
      <rect width="100%" height="100%" class="ground"/>
      <rect x="0" y="0" width="4" height="3" class="panel"/>
      <g class="strip">
      <svg x="0">
      <circle cx="1" cy="1" r="1" class="ink"/>
      </svg>
      <svg x="4">
      <polyline points="0,0 1,2" class="ink-line" fill="none"/>
      </svg>
      </g>
      <text x="1" y="1" font-size="11" class="ink">t</text>
      </svg>

      """
    #expect(text == expected)
  }

  /// The lines from the first strip or shared element on.
  private func body(_ animation: Animation) -> [Substring] {
    animation.svg().split(separator: "\n").drop { !$0.hasPrefix("<rect x=") }.dropLast()
  }

  @Test func framesOfDifferentLengthsShareTheirEnds() {
    let animation = Animation([frame(dot), frame(dot, [line, dot])], secondsPerFrame: 0.1)
    let round = "<circle cx=\"1\" cy=\"1\" r=\"1\" class=\"ink\"/>"
    #expect(
      body(animation) == [
        "<rect x=\"0\" y=\"0\" width=\"4\" height=\"3\" class=\"panel\"/>", Substring(round),
        "<g class=\"strip\">", "<svg x=\"0\">", "</svg>", "<svg x=\"4\">",
        "<polyline points=\"0,0 1,2\" class=\"ink-line\" fill=\"none\"/>", Substring(round),
        "</svg>", "</g>", "<text x=\"1\" y=\"1\" font-size=\"11\" class=\"ink\">t</text>",
      ])
  }

  @Test func shapesThatOnlyMoveAreWrittenOnce() {
    let frames = (0..<3).map { number in
      Drawing(
        width: 4, height: 3,
        [
          .rectangle(
            Rectangle(x: 0.5 * Double(number), y: 1, width: 2, height: 1), .fill(.series(1))),
          .circle(Point(Double(number), 2), radius: 1, .fill(.ink)),
        ])
    }
    let lines = Animation(frames, secondsPerFrame: 1).svg().split(separator: "\n")
    let expected: [Substring] = [
      "<defs>", "<g id=\"shape-0\">",
      "<rect x=\"0\" y=\"0\" width=\"2\" height=\"1\" class=\"series-1\"/>", "</g>", "</defs>",
      "<g class=\"strip\">", "<svg x=\"0\">", "<use href=\"#shape-0\" x=\"0\" y=\"1\"/>",
      // Too short to refer to.
      "<circle cx=\"0\" cy=\"2\" r=\"1\" class=\"ink\"/>", "</svg>", "<svg x=\"4\">",
      "<use href=\"#shape-0\" x=\"0.5\" y=\"1\"/>",
    ]
    #expect(Array(lines.drop { $0 != "<defs>" }.prefix(expected.count)) == expected)
  }

  @Test func stripsOfOneFrameStandStill() {
    let text = Animation([frame(dot)], secondsPerFrame: 0.1).svg()
    #expect(text == frame(dot).svg())
  }

  @Test func idsAreApart() {
    func clip(_ x: Double) -> Drawing.Element {
      .clipped(to: Rectangle(x: x, y: 0, width: 1, height: 1), [dot])
    }
    let frames = [0.0, 1].map { frame(clip($0), [dot, clip(3)]) }
    let text = Animation(frames, secondsPerFrame: 1, repeats: false).svg()
    let ids = text.split(separator: "<clipPath id=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
    #expect(ids.count == 3 && Set(ids).count == 3)
    for id in ids { #expect(text.contains("clip-path=\"url(#\(id))\"")) }
    #expect(text.contains(".strip{animation:strip 3.0s forwards}"))
  }

  @Test(arguments: [
    (0.02, [2, 2, 2, 102]), (1.0 / 30, [3, 4, 3, 103]), (0.001, [2, 2, 2, 102]),
    (0.5, [50, 50, 50, 150]),
  ])
  func timesAddUp(seconds: Double, delays: [Int]) throws {
    let frames = [dot, line, dot, line].map { frame($0) }
    let file = Animation(frames, secondsPerFrame: seconds).gif()
    let read = try GIFReader(file)
    #expect(read.frames.map(\.delay) == delays)
    #expect(read.width == 4 && read.height == 3 && read.repeats)
  }

  @Test func progressGoesFromNothingToAllFrames() {
    var told: [Int] = []
    _ = Animation([dot, line, dot].map { frame($0) }, secondsPerFrame: 1).gif { told.append($0) }
    #expect(told == [0, 0, 1, 1, 2, 2, 3])
  }

  @Test func framesLookLikeTheirDrawings() throws {
    let frames = [dot, line, dot].map { frame($0) }
    let read = try GIFReader(
      Animation(frames, secondsPerFrame: 1).gif(scale: 3, theme: .dark))
    for (found, drawing) in zip(read.frames, frames) {
      let image = drawing.rendered(scale: 3, theme: .dark)
      #expect(found.seen.flatMap { $0 + [255] } == image.bytes)
    }
  }
}

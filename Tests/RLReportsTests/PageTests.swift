import RLFigures
import RLReports
import Testing

struct PageTests {
  @Test func textIsEscapedAndMarkupIsNot() {
    let name = "<b>\"a\" & 'b'</b>"
    let part: HTML = "<i>\(1 < 2)</i>"
    let html: HTML = "<p title=\"\(name)\">\(part)\([part, part])\("\u{1}")</p>"
    #expect(
      html.text == "<p title=\"&lt;b&gt;&quot;a&quot; &amp; 'b'&lt;/b&gt;\"><i>true</i>"
        + "<i>true</i><i>true</i>\\u{1}</p>")
  }

  @Test(arguments: [
    (0.0, "0"), (-3, "-3"), (500, "500"), (0.1 + 0.2, "0.3"), (1234.5678, "1234.57"),
    (-0.000123456789, "-0.000123457"), (1e300, "1e+300"), (.nan, "null"), (.infinity, "null"),
  ])
  func numbersAreJSON(_ value: Double, _ expected: String) {
    #expect(jsonNumber(value) == expected)
  }

  @Test func aMeanHasItsDeviationUnlessItIsOne() {
    #expect(meanReturn(500, 0, episodes: 100) == "500 ± 0")
    #expect(meanReturn(0.73, 0.0819, episodes: 100) == "0.7300 ± 0.0819")
    #expect(meanReturn(-133.45, 2, episodes: 2) == "−133.45 ± 2.00")
    #expect(meanReturn(-1.5, 0, episodes: 1) == "−1.50")
  }

  @Test func textIsJSONThatEndsNoScript() {
    #expect(
      jsonText("a\"b\\c\n</script><!--\u{2028}\t")
        == #""a\"b\\c\n\u003c/script>\u003c!--\\u{2028}\\u{9}""#)
  }

  /// Only what moves is in the frames, each look of it once.
  @Test func replaysKeepWhatIsSharedOnce() {
    func frame(_ x: Double) -> Drawing {
      Drawing(
        width: 10, height: 10,
        [
          .circle(Point(5, 5), radius: 1, .fill(.muted)),
          .circle(Point(x, 2), radius: 1, .fill(.ink)),
        ])
    }
    let replay = Replay(
      frames: [frame(1), frame(2), frame(1)], framesPerSecond: 4,
      captions: ["step 0", "step 1", "step 2"], actions: ["left", "right"],
      outputs: [[0.5, 1], [0, 2], [.nan, 0]], outputKind: "Q-value of each action",
      chosen: [1, 1, nil])
    let (html, json) = replay.player(number: 0)
    #expect(html.text.split(separator: "cx=\"5\"").count == 2)
    #expect(!html.text.contains("cx=\"1\""))
    #expect(
      json == """
        {"framesPerSecond":4,"frames":[[0],[1],[0]],
        "elements":["\\u003ccircle cx=\\"1\\" cy=\\"2\\" r=\\"1\\" class=\\"ink\\"/>\\n",\
        "\\u003ccircle cx=\\"2\\" cy=\\"2\\" r=\\"1\\" class=\\"ink\\"/>\\n"],
        "captions":["step 0","step 1","step 2"],
        "actions":["left","right"],
        "outputs":[[0.5,1],[0,2],[null,0]],
        "chosen":[1,1,null]}
        """)
  }
}

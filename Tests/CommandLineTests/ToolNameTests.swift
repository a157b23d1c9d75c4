import RLCommandLine
import Testing

/// What is to be typed is told under the tool's own name, and nothing else is changed.
@Suite struct ToolNameTests {
  @Test(
    arguments: [
      ("watch it with: rlrun play runs/a", "watch it with: own play runs/a"),
      ("rlrun list", "own list"), ("`rlrun help train` shows", "`own help train` shows"),
      ("go on with: rlrun resume runs/rlrun-2", "go on with: own resume runs/rlrun-2"),
      ("rlrun --version", "own --version"), ("there is no folder 'rlrun'", nil),
      ("wrote my rlrun runs/g/report.html", nil), ("wrote rlrun.copy/report.html", nil),
      ("run       runs/rlrun", nil), ("/tmp/rlrun play/x", nil), ("xrlrun play", nil),
    ] as [(String, String?)])
  func onlyWhatIsToBeTypedIsCalledOtherwise(_ text: String, _ expected: String?) {
    #expect(text.calling("own") == expected ?? text)
    #expect(text.calling("rlrun") == text)
  }
}

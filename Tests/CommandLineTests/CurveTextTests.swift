import RLCommandLine
import Testing

@Suite struct CurveTextTests {
  @Test func aLine() {
    let curve = CurveText(
      title: "mean return", (0...100).map { (10 * Double($0), 5 * Double($0) - 100) },
      over: 0...1000, "steps")
    #expect(
      curve.lines(columns: 27, isUnicode: true) == [
        "     mean return",
        "395 ┤                 ⣀⠤⠒⠉",
        "    │            ⢀⡠⠤⠒⠉",
        "    │        ⢀⡠⠔⠊⠁",
        "    │    ⣀⠤⠒⠊⠁",
        "-95 ┤⣀⠤⠒⠉",
        "     0         1,000 steps",
      ])
    #expect(
      curve.lines(columns: 27, isUnicode: false) == [
        "     mean return",
        "390 |                 ..''",
        "    |             ..''",
        "    |        ...''",
        "    |    ..''",
        "-90 |..''",
        "     0         1,000 steps",
      ])
  }

  /// Parts without a point are on the line between their neighbours; the ends are level.
  @Test func fewPoints() {
    let curve = CurveText(
      title: "accuracy", [(0, 0.5), (3, 1), (4, 0.75)], over: 0...6, "epochs",
      text: { "\(Int(100 * $0)) %" })
    #expect(
      curve.lines(columns: 40, isUnicode: true) == [
        "       accuracy",
        "100 % ┤             ⢀⠤⠒⠑⢄",
        "      │          ⣀⠔⠊⠁    ⠑⢄",
        "      │      ⢀⡠⠔⠉          ⠑⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤",
        "      │   ⣀⠤⠊⠁",
        " 50 % ┤⡠⠔⠊",
        "       0                       6 epochs",
      ])
  }

  @Test func aLevelLineHasOneLabel() {
    let curve = CurveText(title: "error", [(0, 2), (9, 2)], over: 0...9, "epochs")
    #expect(
      curve.lines(columns: 20, isUnicode: false) == [
        "   error",
        "  |",
        "  |",
        "2 |................",
        "  |",
        "  |",
        "   0       9 epochs",
      ])
  }

  /// Many points in each part are drawn as their mean; what is not finite is left out.
  @Test func meansOfParts() {
    let points = (0..<8000).map { (Double($0), $0.isMultiple(of: 2) ? Double($0 / 1000) : 20) }
    let noisy = CurveText(
      title: "x", points + [(1, .nan), (2, .infinity), (9000, 500)], over: 0...8000, "steps")
    #expect(
      noisy.lines(columns: 24, isUnicode: false) == [
        "       x",
        " 13.5 |            ..''",
        "      |          ..'",
        "      |      ..''",
        "      |    :'",
        "   10 |..''",
        "       0    8,000 steps",
      ])
  }

  @Test func nothingToDraw() {
    func lines(_ points: [(x: Double, y: Double)], columns: Int = 80) -> [String] {
      CurveText(title: "x", points, over: 0...10, "steps").lines(columns: columns, isUnicode: true)
    }
    #expect(lines([]) == [] && lines([(1, 1)]) == [])
    #expect(lines([(1, 1), (2, 2)], columns: 11) == [], "there is no room")
    #expect(lines([(1, 1), (2, 2)], columns: 12).count == 5, "there is no room for words")
    for columns in 12...90 {
      for line in lines([(1, -0.125), (9, 123.4)], columns: columns) {
        #expect(line.count <= min(columns, 80))
      }
    }
  }
}

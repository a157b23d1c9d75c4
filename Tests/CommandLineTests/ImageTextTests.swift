import RLCommandLine
import RLNet
import Testing

@Suite struct ImageTextTests {
  /// The Unicode Standard's block Braille Patterns: dot 1 is the upper left, dot 8 the lower right.
  @Test func dotsArePatterns() {
    func text(_ pixels: [Float]) -> String {
      imageLines(Tensor(pixels, shape: [1, 1, 4, 2]), columns: 80, isUnicode: true)[0]
    }
    #expect(text([1, 0, 0, 0, 0, 0, 0, 0]) == "\u{2801}")
    #expect(text([0, 1, 0, 0, 0, 0, 0, 0]) == "\u{2808}")
    #expect(text([0, 0, 0, 0, 0, 0, 1, 0]) == "\u{2840}")
    #expect(text([0, 0, 0, 0, 0, 0, 0, 1]) == "\u{2880}")
    #expect(text([1, 1, 1, 1, 1, 1, 1, 1]) == "\u{28FF}")
    #expect(text([0, 0, 0, 0, 0, 0, 0, 0]) == "")
  }

  @Test func halvesWithoutUnicode() {
    let images = Tensor([1, 0, 0, 1, 1, 1] + [0, 0, 0, 1, 1, 1], shape: [2, 1, 2, 3])
    #expect(imageLines(images, columns: 80, isUnicode: false) == [":..  ..."])
    // No room for two.
    #expect(imageLines(images, columns: 7, isUnicode: false) == [":..", "", "..."])
  }
}

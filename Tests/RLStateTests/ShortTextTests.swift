import RLState
import Testing

@Suite struct ShortTextTests {
  @Test func onlyLongTextIsShortened() {
    let most = String(repeating: "ä", count: 200)
    #expect(
      short("") == "" && short("a\nb") == "a\\u{a}b" && short("a\nb", hasLines: true) == "a\nb"
        && short(most) == most)
    #expect(short(most + "b") == most + "…")
    #expect(short("abc", 2) == "ab…")
    #expect(!isNoName(most) && isNoName(most + "b"))
  }

  /// A letter may have any number of marks, and is one character.
  @Test func aLongCharacterIsShortenedToo() {
    let letter = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(letter.count == 1 && short(letter).unicodeScalars.count == 201)
    #expect(isNoName(letter))
  }
}

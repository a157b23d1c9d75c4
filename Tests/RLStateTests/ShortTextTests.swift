import RLState
import Testing

@Suite struct ShortTextTests {
  @Test func onlyLongTextIsShortened() {
    let most = String(repeating: "ä", count: 200)
    #expect(short("") == "" && short("a\nb") == "a\nb" && short(most) == most)
    #expect(short(most + "b") == most + "…")
    #expect(short("abc", 2) == "ab…")
    #expect(!isTooLongForName(most) && isTooLongForName(most + "b"))
  }

  /// A letter may have any number of marks, and is one character.
  @Test func aLongCharacterIsShortenedToo() {
    let letter = "a" + String(repeating: "\u{301}", count: 1_000_000)
    #expect(letter.count == 1 && short(letter).unicodeScalars.count == 201)
    #expect(isTooLongForName(letter))
  }
}

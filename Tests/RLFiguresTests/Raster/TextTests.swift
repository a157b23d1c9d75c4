import RLFigures
import Testing

struct TextTests {
  @Test func widthsAreTheFonts() {
    // DejaVu Sans's advances in 1/2048 em: A 1401, i 569, ✓ 1716, γ 1212.
    #expect(abs(textWidth("Ai", size: 2048, isBold: false) - (1401 + 569)) < 2.1)
    #expect(abs(textWidth("γ✓", size: 2048, isBold: false) - (1212 + 1716)) < 2.1)
    #expect(textWidth("", size: 10) == 0)
    #expect(textWidth("ab", size: 10, isBold: true) > textWidth("ab", size: 10))
  }

  /// The pixels that a text touches: columns and rows.
  private func extent(_ text: Text) throws -> (columns: ClosedRange<Int>, rows: ClosedRange<Int>) {
    let image = Drawing(width: 100, height: 100, [.text(text)]).rendered(scale: 1)
    let columns = (0..<100).filter { x in (0..<100).contains { image[x, $0].red < 200 } }
    let rows = (0..<100).filter { y in (0..<100).contains { image[$0, y].red < 200 } }
    return (
      try #require(columns.first)...(try #require(columns.last)),
      try #require(rows.first)...(try #require(rows.last))
    )
  }

  @Test func lettersStandOnTheirLine() throws {
    // H goes from 201 to 1339 of 2048 to the right, and up to 1493: at 40 points 3.9 to 26.2 and
    // 29.2.
    let (columns, rows) = try extent(Text("H", at: Point(20, 50), size: 40))
    #expect(columns == 24...45 && rows == 21...49)
  }

  @Test func anchorsMoveText() throws {
    // H advances by 1540: 30.1 points.
    let middle = try extent(Text("H", at: Point(50, 50), size: 40, anchor: .middle))
    #expect(middle.columns == 39...60)
    let end = try extent(Text("H", at: Point(50, 50), size: 40, anchor: .end))
    #expect(end.columns == 24...45)
  }

  @Test func upwardTextIsTurned() throws {
    let (columns, rows) = try extent(Text("H", at: Point(50, 80), size: 40, isUpward: true))
    #expect(rows == 54...75 && columns == 21...49)
  }

  @Test func boldLettersAreWider() throws {
    let (columns, _) = try extent(Text("H", at: Point(20, 50), size: 40, isBold: true))
    #expect(columns.count == 24)
  }

  @Test func lettersHaveHoles() {
    let image = Drawing(
      width: 40, height: 40, [.text(Text("O", at: Point(4, 35), size: 40, isBold: true))]
    ).rendered(scale: 1)
    #expect(image[20, 20].red == 255)
    #expect(image[8, 20].red < 100)
  }

  /// An accent stands on its letter: É is as wide as E and goes up to 1899 of 2048, E to 1493.
  @Test func accentsStandOnTheirLetters() throws {
    let (columns, rows) = try extent(Text("É", at: Point(20, 50), size: 40))
    let plain = try extent(Text("E", at: Point(20, 50), size: 40))
    #expect(columns == plain.columns && plain.rows == 21...49 && rows == 13...49)
  }

  /// Names in western European languages, Greek letters and what formulas are written with have
  /// their own shapes.
  @Test func lettersAndSignsAreNoBoxes() {
    let box = Drawing(width: 20, height: 20, [.text(Text("漢", at: Point(2, 16), size: 14))])
      .rendered(scale: 1)
    var codes = Array(0x21...0x7E) + Array(0xA1...0xFF)
    codes += (0x391...0x3C9).filter { $0 != 0x3A2 && $0 != 0x3AA && !(0x3AB...0x3B0).contains($0) }
    codes += Array(0x2080...0x2089)
    let letters = codes.compactMap { Unicode.Scalar($0) }.map(String.init)
    for letter in letters + "ŒœŠšŸŽžŷᵗ−′‖⁰⁴⁵⁸⁻₊ₜ±∂∇∑∞√≤≥≈".map(String.init) where letter != "\u{ad}"
    {
      let image = Drawing(width: 20, height: 20, [.text(Text(letter, at: Point(2, 16), size: 14))])
        .rendered(scale: 1)
      #expect(image != box, "\(letter)")
    }
  }

  @Test func unknownCharactersAreBoxes() throws {
    let (columns, rows) = try extent(Text("漢", at: Point(20, 50), size: 50))
    #expect(columns == 24...45 && rows == 14...49)
    #expect(abs(textWidth("漢", size: 50, isBold: false) - 30) < 1e-9)
  }
}

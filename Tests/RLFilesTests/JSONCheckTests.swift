import Foundation
import RLFiles
import RLRandom
import TestSupport
import Testing

/// What may be decoded, beside what Foundation takes for JSON.
@Suite struct JSONCheckTests {
  private func problem(_ text: String) -> JSONCheck.Problem? {
    problem(of: Array(text.utf8))
  }

  private func problem(of bytes: [UInt8]) -> JSONCheck.Problem? {
    do { try bytes.withUnsafeBytes { try JSONCheck.check($0) } } catch {
      return error as? JSONCheck.Problem
    }
    return nil
  }

  @Test(arguments: [
    "{}", "[]", "0", "-0", "1.5e-3", "1E+2", "\"\"", "true", " null\n", "[1,[2],{\"a\":[]}]",
    "{\"a\":1,\"b\":{\"a\":1}}", "\"\\u00e9\\ud83d\\ude00\\n\\/\"", "{\"é\":1,\"e\":2}",
  ])
  func jsonIsTaken(_ text: String) throws {
    #expect(problem(text) == nil, "\(text)")
    _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "+1", "1.", ".5", "1e", "--1", "tru",
    "nul", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "[1] 2", "NaN", "'a'", "{\"a\":1,}",
    "\u{feff}{}",
  ])
  func othersAreNotJSON(_ text: String) {
    #expect(problem(text) == .init(field: nil, reason: "the file is not JSON"), "\(text)")
  }

  @Test func bytesThatAreNotUTF8AreNotJSON() {
    let bytes: [UInt8] = [0x22, 0xff, 0x22]
    #expect(problem(of: bytes) != nil)
    // UTF-16, which Foundation would take.
    let wide = Array("{}".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(problem(of: wide) != nil)
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":1}", "a"), ("{\"b\":{\"c\":1,\"d\":2,\"c\":3}}", "b.c"),
    ("[{\"x\":1,\"\\u0078\":2}]", "x"), ("{\"\":1,\"\":2}", ""),
  ])
  func aNameTwiceIsTold(_ text: String, _ field: String) {
    #expect(problem(text) == .init(field: field, reason: "it is there twice"))
  }

  @Test func depthIsBounded() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(problem(nested(64)) == nil)
    #expect(problem(nested(65))?.reason.contains("more than 64") == true)
    // Also where it never ends, however deep.
    for depth in [513, 100_000] {
      let text = "{\"a\":" + String(repeating: "[", count: depth)
      #expect(problem(text)?.reason.contains("more than 64") == true)
    }
  }

  /// Whatever the bytes are, the check ends, and takes nothing that Foundation does not.
  @Test func whateverIsTakenIsJSON() {
    var generator = PCG64(seed: Seeds.fresh("JSON at random"))
    let alphabet = Array("{}[]\",:0123456789.eE+-truefalsn \\u\n\u{e9}".unicodeScalars)
    for _ in 0..<20_000 {
      var text = ""
      for _ in 0..<generator.integer(below: 12) {
        text.unicodeScalars.append(alphabet[generator.integer(below: alphabet.count)])
      }
      // Foundation refuses numbers that no Double can be, which are JSON.
      guard problem(text) == nil, text.firstMatch(of: #/[eE][+-]?\d{3}/#) == nil else { continue }
      let object = try? JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      #expect(object != nil, "\(text)")
    }
  }
}

import Foundation
import Testing

/// Code in README.md and in the guides is code that is compiled: a block of more than three lines is a
/// file of an example, or a part of one, word for word.
@Suite struct ShownCodeTests {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// README.md and the guides, by their paths.
  static let pages: [String] =
    ["README.md"]
    + files(under: "Documentation.docc", where: { $0.hasSuffix(".md") })

  /// What is compiled and run by the tests, and by packages that depend on this one
  /// (`Tests/Dependency/check.sh`).
  static let examples: [String] =
    files(under: "Tests", where: { $0.contains("/Examples/") && isExample($0) })
    + files(under: "Tests/Dependency/Package", where: isExample)
    + files(under: "Examples", where: isExample)

  @Test(arguments: pages) func everyBlockIsPartOfAnExample(_ page: String) throws {
    let texts = try Self.examples.map { "\n" + (try Self.text($0)) }
    for block in try Self.blocks(of: page) {
      #expect(
        ["swift", "sh", "text", "json"].contains(block.language),
        "\(page), line \(block.line): a block of '\(block.language)'; say swift, sh, text or json")
      guard block.language == "swift", block.lines.count > 3 else { continue }
      let code = "\n" + block.lines.joined(separator: "\n") + "\n"
      #expect(
        texts.contains { $0.contains(code) },
        "\(page), line \(block.line): no file of an example has this code:\(code)")
    }
  }

  /// An example that nobody sees is none.
  @Test func everyExampleIsShown() throws {
    let shown = try Self.pages.flatMap { try Self.blocks(of: $0) }.map {
      $0.lines.joined(separator: "\n") + "\n"
    }
    #expect(shown.count >= 20)
    for path in Self.examples where path.contains("Examples/") {
      let text = try Self.text(path)
      #expect(
        shown.contains { text.contains($0) && $0.count > min(100, text.count / 2) },
        "no page shows \(path)")
    }
  }

  @Test func theREADMEIsAFrontDoor() throws {
    #expect(
      try Self.text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count
        <= 201)
  }

  /// A fenced block: its first line's number, what it says its language is, and its lines.
  struct Block {
    let line: Int
    let language: String
    var lines: [String] = []
  }

  static func blocks(of page: String) throws -> [Block] {
    var blocks: [Block] = []
    var open: (block: Block, fence: Substring)?
    let lines = try text(page).split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let trimmed = line.drop { $0 == " " }
      if let (block, fence) = open {
        if trimmed == fence {
          blocks.append(block)
          open = nil
        } else {
          open?.block.lines.append(String(line))
        }
      } else if let mark = trimmed.first, "`~".contains(mark) {
        let fence = trimmed.prefix { $0 == mark }
        guard fence.count >= 3 else { continue }
        open = (Block(line: index + 1, language: String(trimmed.dropFirst(fence.count))), fence)
      }
    }
    #expect(open == nil, "\(page): a block is not closed")
    return blocks
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func isExample(_ path: String) -> Bool {
    path.hasSuffix(".swift") && !path.hasSuffix("Tests.swift") && !path.contains("/.build/")
  }

  static func files(under folder: String, where isWanted: (String) -> Bool) -> [String] {
    let base = root.appending(path: folder).path(percentEncoded: false)
    let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return names.map { folder + "/" + $0 }.filter(isWanted).sorted()
  }
}

import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct RecordTests {
  @Test func aGIFHasAFrameForEachStepAndASecondOfRest() throws {
    try withTool { tool in
      #expect(try tool("gridworld with dqn --steps 60 --quiet --run-dir runs/walk").status == 0)
      let outcome = try tool("record runs/walk/ --steps 6")
      #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
      let steps = try #require(
        try tool("play runs/walk").output.split(separator: "\n").last { $0.hasPrefix("step ") })
      let length = min(6, try #require(Int(steps.split(separator: " ")[1])))
      let frames = length + 1
      let seconds = String(format: "%.2f", Double(frames) / 4 + 1)
      #expect(
        outcome.output.hasPrefix("wrote walk.gif: 280 × 236, \(frames) frames, \(seconds) s, "),
        "\(outcome.output)")
      #expect(outcome.output.contains("\nseed 1: \(length) steps, return "))
      let gif = try GIF(tool.data("walk.gif"))
      #expect(gif.width == 280 && gif.height == 236)
      #expect(gif.frameCount == frames)
      #expect(gif.hundredths == 25 * frames + 100)
      #expect(try tool.names(in: ".").filter { !$0.hasPrefix(".") } == ["runs", "walk.gif"])
    }
  }

  @Test func aWidthASpeedAndAThemeAreKept() throws {
    try withTool { tool in
      #expect(try tool("cartpole with dqn --steps 60 --quiet --run-dir run").status == 0)
      let line = "record run --seed 3 --steps 5 --width 300 --speed 20 --output"
      #expect(try tool("\(line) light.gif").output.hasPrefix("wrote light.gif: 300 × "))
      #expect(try tool("\(line) dark.gif --theme dark").status == 0)
      let (light, dark) = (try GIF(tool.data("light.gif")), try GIF(tool.data("dark.gif")))
      #expect(light.width == 300 && dark.width == 300 && light.hundredths == 5 * 6 + 100)
      #expect(try tool.data("light.gif") != tool.data("dark.gif"))
      // The same once more is the same bytes, and replaces the file.
      let before = try tool.data("light.gif")
      #expect(try tool("\(line) light.gif").status == 0)
      #expect(try tool.data("light.gif") == before)
    }
  }

  @Test func anSVGIsXMLOfTheSameSize() throws {
    try withTool { tool in
      #expect(try tool("frozenlake with dqn --steps 60 --quiet --run-dir run").status == 0)
      let outcome = try tool("record run --output lake.SVG --steps 3 --seed 4")
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("wrote lake.SVG: 280 × 300, "))
      let reader = SVGReader()
      let parser = XMLParser(data: try tool.data("lake.SVG"))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(reader.root?["width"] == "280" && reader.root?["height"] == "300")
      #expect(reader.texts.contains("step 0") && reader.texts.contains("step 1"))
    }
  }

  @Test func whereItCannotBeWrittenNothingIsLeft() throws {
    try withTool { tool in
      #expect(try tool("gridworld with dqn --steps 60 --quiet --run-dir run").status == 0)
      let missing = try tool("record run --output there/is/none.gif")
      #expect(missing.status == 2 && missing.output == "")
      #expect(missing.message.contains("--output is 'there/is/none.gif', and there is no folder "))
      #expect(try tool.shell("mkdir folder.gif").status == 0)
      let folder = try tool("record run --output folder.gif")
      #expect(folder.status == 2)
      #expect(
        folder.message
          == "rlrun: --output is 'folder.gif', which is a folder; it must be the name of a file")
      let names = try tool.names(in: ".").filter { !$0.hasPrefix(".") }
      #expect(names == ["folder.gif", "run"])

      try tool.write(
        Data((["S"] + Array(repeating: ".", count: 300) + ["G"]).joined(separator: "\n").utf8),
        to: "high.txt")
      let line = "gridworld with dqn --steps 60 --evaluation-episodes 1 --quiet --run-dir high"
      #expect(try tool(line + " --set map=high.txt").status == 0)
      #expect(try tool("record high --steps 2").output.hasPrefix("wrote high.gif: 240 × 644, "))
      let high = try tool("record high --steps 2 --width 300")
      #expect(high.status == 2)
      #expect(
        high.message.hasPrefix("rlrun: the picture would be 300 × 83396 points; with a smaller"))
    }
  }

  /// A signal before the end leaves no file; after it, the whole one.
  @Test(.timeLimit(.minutes(10)))
  func anInterruptionLeavesNothingBehind() throws {
    try withTool { tool in
      let line = "cliffwalking with dqn --steps 60 --evaluation-episodes 1 --quiet --run-dir run"
      #expect(try tool(line).status == 0)
      for _ in 0..<50 {
        let session = try TerminalSession("record run --steps 10000 --width 2000", in: tool)
        try session.wait(for: "drawing frame ")
        session.send(SIGINT)
        let status = session.end()
        let names = try tool.names(in: ".").filter { !$0.hasPrefix(".") }
        let isWritten = session.screen.contains("wrote ")
        #expect(names == (isWritten ? ["run", "run.gif"] : ["run"]))
        if status != 0 {
          #expect(status == 130)
          return
        }
        // It was faster than we are.
        #expect(isWritten)
        try tool.remove("run.gif")
      }
      Issue.record("it was over each time")
    }
  }
}

/// What a GIF file says of itself (GIF89a specification).
private struct GIF {
  let width: Int
  let height: Int
  private(set) var frameCount = 0
  /// How long all frames last.
  private(set) var hundredths = 0

  /// Reads block after block, to the trailer, which must be the last byte.
  init(_ data: Data) throws {
    let bytes = Array(data)
    try #require(bytes.starts(with: Array("GIF89a".utf8)) && bytes.count > 13)
    func word(_ place: Int) -> Int { Int(bytes[place]) + 256 * Int(bytes[place + 1]) }
    func tableSize(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }
    (width, height) = (word(6), word(8))
    var place = 13 + tableSize(bytes[10])
    func skipBlocks() throws {
      while bytes[place] != 0 {
        place += 1 + Int(bytes[place])
        try #require(place < bytes.count)
      }
      place += 1
    }
    while bytes[place] != 0x3B {
      switch bytes[place] {
      case 0x21:
        if bytes[place + 1] == 0xF9 { hundredths += word(place + 4) }
        place += 2
        try skipBlocks()
      case 0x2C:
        frameCount += 1
        place += 10 + tableSize(bytes[place + 9]) + 1
        try skipBlocks()
      default: try #require(Bool(false), "block \(bytes[place])")
      }
      try #require(place < bytes.count)
    }
    #expect(place == bytes.count - 1)
  }
}

/// Reads the root's attributes and all texts.
private final class SVGReader: NSObject, XMLParserDelegate {
  var root: [String: String]?
  var texts: Set<String> = []
  private var text = ""

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    if root == nil { root = attributes }
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    texts.insert(text)
  }
}

import Environments
import Foundation
import RLFigures
import RLRandom
import RLReports
import RLState
import Testing

/// Environments that only these tests know: what they say of their looks is all that is needed.
@Suite struct OwnEnvironmentTests {
  @Test func tilesAreTextAndPictures() throws {
    let walker = try played(Own(.tiles))
    #expect(walker.rendering(columns: 80) == " S  . [>] G ")
    let picture = try #require(scene(of: walker, width: 60))
    #expect(
      picture.height == 15 && picture.description == "A map of 1 × 4 tiles with an agent on it")
    // An arrowhead to the right in the third tile: its tip is 0.36 of 15 points from the middle.
    let style = Style(fill: .series(3), stroke: .ground, lineWidth: 0.75)
    #expect(
      picture.elements.last
        == .polygon([[Point(42.9, 7.5), Point(33.3, 12), Point(33.3, 3)]], style))
    try expectEverywhere(Own(.tiles), width: 256, changing: 1)
  }

  @Test func shapesAreTextAndPictures() throws {
    let ball = try played(Own(.shapes))
    #expect(ball.rendering(columns: 8) == "    [@]\n\n--0 m---")
    let picture = try #require(scene(of: ball, width: 80))
    #expect(picture.height == 60 && picture.description == "The state of an environment")
    #expect(
      picture.elements == [
        .clipped(
          to: Rectangle(x: 0, y: 0, width: 80, height: 60),
          [.line([Point(0, 60), Point(80, 60)], .stroke(.muted, 2))]),
        .text(Text("0 m", at: Point(30, 60), size: 10, anchor: .middle, .muted)),
        .rectangle(
          Rectangle(x: 40, y: 5, width: 30, height: 10), radius: 2, .fill(.series(0))),
        .circle(Point(55, 10), radius: 4, .fill(.series(1))),
      ])
    try expectEverywhere(Own(.shapes), width: 533, changing: 2)
  }

  @Test func pixelsAreTextAndPictures() throws {
    let image = try played(Own(.pixels))
    #expect(image.rendering(columns: 80) == "    @@\n      ")
    let picture = try #require(scene(of: image, width: 90))
    #expect(picture.width == 90 && picture.height == 60)
    #expect(picture.description == "An image of 3 × 2 pixels")
    guard case .image(let pixels, let frame)? = picture.elements.first else {
      Issue.record("no image")
      return
    }
    #expect(frame == Rectangle(x: 0, y: 0, width: 90, height: 60))
    #expect(pixels[2, 0] == Color(255, 255, 255) && pixels[1, 0] == Color(0, 0, 0))
    // 200 points a pixel.
    try expectEverywhere(Own(.pixels), width: 600, changing: 1)
  }

  /// Grey and coloured pixels are those of the image; the pictures of large ones are not enlarged.
  @Test func imagesOfAllSizes() {
    let bytes = (0..<700 * 500 * 3).map { UInt8(truncatingIfNeeded: $0) }
    let large = Depiction.pixels(DepictedImage(width: 700, height: 500, bytes))
    let drawing = large.drawing(width: 350, description: "")
    #expect(drawing.height == 250)
    guard case .image(let pixels, _)? = drawing.elements.first else {
      Issue.record("no image")
      return
    }
    // 3 · (700 · 2 + 5) = 4215 is 119 beyond 16 · 256.
    #expect(pixels[5, 2] == Color(119, 120, 121))
    #expect(pixels.width == 700 && pixels.height == 500)
  }

  /// An animation, moving as SVG and GIF, and the page's player.
  private func expectEverywhere(_ own: Own, width: Double, changing: Int) throws {
    var moments = [try SingleEnvironment(TimeLimit(own, limit: 9))]
    for _ in 0..<3 {
      var next = moments[moments.count - 1]
      _ = next.step(.discrete(0))
      moments.append(next)
    }
    #expect(naturalSceneWidth(of: moments[0]) == width)
    let frames = try #require(scenes(of: moments, width: width))
    #expect(Set(frames).count == 4, "it moves")
    for frame in frames {
      #expect(frame.elements.dropLast(changing) == frames[0].elements.dropLast(changing))
    }
    let animation = Animation(frames, secondsPerFrame: 0.25)
    #expect(animation.svg().contains("class=\"strip\""))
    #expect(animation.gif(scale: 0.25).starts(with: Array("GIF89a".utf8)))
    let colours = frames.map { Set(pixels($0.rendered(scale: 0.25))) }
    #expect(colours.allSatisfy { $0.count > 1 }, "there is something to be seen")
    let replay = Replay(
      frames: frames, framesPerSecond: 4, captions: ["", "", "", ""], actions: ["on"],
      outputs: [[0], [0], [0], [0]], outputKind: "", chosen: [0, 0, 0, nil])
    #expect(replay.player(number: 1).html.text.contains("data-replay=\"1\""))
  }

  private func pixels(_ image: PixelImage) -> [Color] {
    (0..<image.height).flatMap { y in (0..<image.width).map { image[$0, y] } }
  }

  private func played(_ own: Own) throws -> SingleEnvironment {
    var environment = try SingleEnvironment(TimeLimit(own, limit: 9))
    for _ in 0..<2 { _ = environment.step(.discrete(0)) }
    return environment
  }

  /// Something that goes to the right, seen in one of three ways.
  struct Own: Environment, Depicted {
    enum Look: Sendable { case tiles, shapes, pixels }

    var place = 0
    let look: Look

    init(_ look: Look) { self.look = look }

    var depiction: Depiction {
      switch look {
      case .tiles:
        let tiles: [TileGrid.Tile] = [.init(.start), .init(.floor), .init(.floor), .init(.goal)]
        return .tiles(TileGrid([tiles], agent: .init(row: 0, column: place, heading: .right)))
      case .shapes:
        let middle = SIMD2(Double(place) + 3.5, 5)
        return .shapes(
          [
            .line([SIMD2(0, 0), SIMD2(8, 0)], width: 0.2, .scenery),
            .label("0 m", at: SIMD2(3, 0), height: 1, .scenery),
            .rectangle(middle, size: SIMD2(3, 1), radius: 0.2, .body),
            .circle(middle, radius: 0.4, .object),
          ], in: DepictedRectangle(low: SIMD2(0, 0), high: SIMD2(8, 6)))
      case .pixels:
        let bytes = (0..<6).map { UInt8($0 == place ? 255 : 0) }
        return .pixels(DepictedImage(width: 3, height: 2, channels: 1, bytes))
      }
    }

    var observationSpace: Discrete { Discrete(9) }
    var actionSpace: Discrete { Discrete(1) }
    mutating func reset(using generator: inout PCG64) { place = 0 }
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      place += 1
      return Step(reward: 1, terminated: place == 3)
    }
    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(place) }
    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("place", &place) }
  }
}

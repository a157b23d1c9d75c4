import Foundation
import RLFigures
import Testing

/// Writes pictures, and what is to be seen in them, into the folder that RLNET_PICTURES names, for
/// `Tests/Pictures/check.py` to open with another program. Without it there is nothing to do.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["RLNET_PICTURES"] != nil))
struct PictureFilesTests {
  private func write(_ name: String, _ bytes: [UInt8], _ frames: [PixelImage]) throws {
    let path = try #require(ProcessInfo.processInfo.environment["RLNET_PICTURES"])
    let folder = URL(fileURLWithPath: path, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(bytes).write(to: folder.appending(path: name))
    // Width, height and the pixels of all frames.
    let size = [frames[0].width, frames[0].height].flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    try Data(size + frames.flatMap(\.bytes)).write(to: folder.appending(path: name + ".pixels"))
  }

  private var shapes: Drawing {
    func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Rectangle {
      Rectangle(x: x, y: y, width: width, height: height)
    }
    return Drawing(
      width: 120, height: 60,
      [
        .rectangle(box(10, 10, 30, 20), .fill(.color(Color(hex: 0xff0000)))),
        .rectangle(box(30, 20, 30, 20), .fill(.color(Color(hex: 0x0000ff)), opacity: 0.4)),
        .circle(Point(90, 30), radius: 20, Style(fill: .series(2), stroke: .ink, lineWidth: 3)),
        .text(Text("γ = 0.99", at: Point(10, 55), size: 12)),
        .line([Point(60, 50), Point(80, 5), Point(110, 55)], .stroke(.series(1), 2)),
      ])
  }

  @Test(arguments: Theme.allCases) func drawings(theme: Theme) throws {
    let image = shapes.rendered(theme: theme)
    try write("shapes-\(theme).png", shapes.png(theme: theme), [image])
  }

  @Test func opacity() throws {
    var image = PixelImage(width: 300, height: 5)
    for y in 0..<5 {
      for x in 0..<300 { image[x, y] = Color(UInt8(x % 256), UInt8(50 * y), 7, UInt8(x * y % 256)) }
    }
    try write("opacity.png", image.png(), [image])
  }

  @Test func movement() throws {
    let frames = (0..<4).map { number in
      var drawing = shapes
      drawing.elements.append(
        .circle(Point(20 + 20 * Double(number / 2), 30), radius: 8, .fill(.series(4))))
      return drawing
    }
    let animation = Animation(frames, secondsPerFrame: 0.25)
    try write("movement.gif", animation.gif(), frames.map { $0.rendered(scale: 1) })
  }

  @Test func surfaces() throws {
    let frames = (0..<3).map { number in
      let square = Rectangle(x: 5 + 7 * Double(number), y: 5.5, width: 12, height: 9)
      return Drawing(
        width: 40, height: 20,
        [
          .rectangle(Rectangle(x: 0, y: 10, width: 40, height: 10), .fill(.series(0))),
          .rectangle(square, .fill(.series(1))),
        ])
    }
    let animation = Animation(frames, secondsPerFrame: 1 / 30)
    try write("surfaces.gif", animation.gif(scale: 2), frames.map { $0.rendered(scale: 2) })
  }

  @Test func manyColors() throws {
    let frames = (0..<3).map { number in
      var image = PixelImage(width: 256, height: 200, Color(20, 30, 40))
      for y in 40 * number..<40 * number + 120 {
        for x in 0..<256 { image[x, y] = Color(UInt8(x), UInt8(y), UInt8((x + y) / 2)) }
      }
      return image
    }
    let file = gif(frameCount: 3, repeats: false) { GIFFrame(frames[$0], delay: 10 + $0) }
    try write("colors.gif", file, frames)
  }
}

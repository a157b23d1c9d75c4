extension Animation {
  /// The animation as an SVG file that plays in browsers, as a page's image too, and follows the
  /// page's theme. Where the reader prefers less motion, it is the last frame, which stands still.
  ///
  /// Frames stand side by side on a strip that moves on by one at a time; what all frames have in
  /// common is written once, below or above it.
  public func svg() -> String {
    let (width, height) = size
    let page = Drawing(width: width, height: height, description: frames[0].description)
    var text = page.svgOpening() + "\n<style>\n\(svgStyleRules())"
    if frames.count > 1 { text += stripRules(width) }
    text += "</style>\n<rect width=\"100%\" height=\"100%\" class=\"ground\"/>\n"
    let layers = layers()
    let shapes = RepeatedShapes(layers.flatMap(\.movingElements))
    text += shapes.definitions
    for (number, layer) in layers.enumerated() {
      switch layer {
      case .still(let elements):
        text += Drawing(width: width, height: height, elements).svgBody(prefix: "clip-\(number)")
      case .moving(let strip):
        text += "<g class=\"strip\">\n"
        for (index, elements) in strip.enumerated() {
          // An SVG in an SVG is as large as that one, and nothing reaches beyond it.
          text += "<svg x=\"\(svgNumber(Double(index) * width))\">\n"
          for (place, element) in elements.enumerated() {
            let drawing = Drawing(width: width, height: height, [element])
            let written =
              shapes.reference(to: element)
              ?? drawing.svgBody(prefix: "clip-\(number)-\(index)-\(place)")
            text += written.replacing(roundLine, with: "")
          }
          text += "</svg>\n"
        }
        text += "</g>\n"
      }
    }
    return text + "</svg>\n"
  }

  /// What every line has: a rule says it once for all frames. In text, quotes look otherwise.
  private var roundLine: String { " stroke-linejoin=\"round\" stroke-linecap=\"round\"" }

  /// The rules that move the strip: by steps until the last frame, which stays until the end. Who
  /// wants nothing to move sees that one alone.
  private func stripRules(_ width: Double) -> String {
    let steps = frames.count - 1
    let moving = Double(steps) * secondsPerFrame
    let share = (moving / seconds * 1e8).rounded() / 1e6
    let end = "transform:translateX(-\(svgNumber(Double(steps) * width))px)"
    let times = repeats ? "infinite" : "forwards"
    return ".strip polyline{stroke-linejoin:round;stroke-linecap:round}\n"
      + "@keyframes strip{0%{transform:translateX(0);animation-timing-function:steps(\(steps))}"
      + "\(share)%{\(end)}to{\(end)}}\n"
      + ".strip{animation:strip \((seconds * 1e6).rounded() / 1e6)s \(times)}\n"
      + "@media (prefers-reduced-motion:reduce){.strip{animation:none;\(end)}}\n"
  }

  /// Elements at the same height in all frames.
  private enum Layer {
    /// The same in all frames.
    case still([Drawing.Element])
    /// For each frame its own.
    case moving([[Drawing.Element]])

    var movingElements: [Drawing.Element] {
      switch self {
      case .still: []
      case .moving(let strip): strip.flatMap { $0 }
      }
    }
  }

  /// What the frames are made of, from the ground up.
  private func layers() -> [Layer] {
    let all = frames.map(\.elements)
    let first = all[0]
    let count = all.map(\.count).min() ?? 0
    guard all.allSatisfy({ $0.count == count }) else {
      // What is at the same place in a list need not be the same thing, but both ends may be.
      let below = first.indices.first { index in
        index >= count || all.contains { $0[index] != first[index] }
      }
      let start = below ?? first.count
      let above = (0..<count - start).first { index in
        all.contains { $0[$0.count - 1 - index] != first[first.count - 1 - index] }
      }
      let end = above ?? count - start
      return [
        .still(Array(first.prefix(start))), .moving(all.map { Array($0[start..<$0.count - end]) }),
        .still(Array(first.suffix(end))),
      ]
    }
    var layers: [Layer] = []
    for index in first.indices {
      let elements = all.map { $0[index] }
      let isStill = elements.allSatisfy { $0 == first[index] }
      switch (layers.last, isStill) {
      case (.still(let before), true):
        layers[layers.count - 1] = .still(before + [first[index]])
      case (.moving(let before), false):
        layers[layers.count - 1] = .moving(zip(before, elements).map { $0 + [$1] })
      case (_, true): layers.append(.still([first[index]]))
      case (_, false): layers.append(.moving(elements.map { [$0] }))
      }
    }
    return layers
  }
}

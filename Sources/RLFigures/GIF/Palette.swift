import RLState

/// At most 256 colours, and which of them stands for each of the images' colours.
struct Palette {
  private(set) var colors: [UInt32]
  private var indices: [UInt32: UInt8] = [:]

  /// A palette for colours, by how often they occur: exactly these if there is room, else as many
  /// that are near them.
  init(for count: ColorCount, limit: Int) {
    let all = count.counts.map { Entry(code: $0.key, count: $0.value) }.sorted { $0.code < $1.code }
    if all.count <= limit {
      colors = all.map(\.code)
      for (index, code) in colors.enumerated() { indices[code] = UInt8(index) }
      return
    }
    var boxes = [Box(all)]
    while boxes.count < limit {
      // The first of the boxes whose colours are farthest apart, so that it is always the same.
      var worst = 0
      for index in boxes.indices where boxes[index].error > boxes[worst].error { worst = index }
      guard boxes[worst].error > 0 else { break }
      let (lower, upper) = boxes[worst].halves()
      boxes[worst] = lower
      boxes.append(upper)
    }
    colors = boxes.map(\.color)
    for entry in all { indices[entry.code] = UInt8(nearest(to: entry.code)) }
  }

  /// The number of the colour that stands for one of the images'.
  func index(of code: UInt32) -> UInt8 { indices[code] ?? UInt8(nearest(to: code)) }

  private func nearest(to code: UInt32) -> Int {
    var (best, least) = (0, Int.max)
    for (index, color) in colors.enumerated() {
      var distance = 0
      for shift in [0, 8, 16] as [UInt32] {
        let difference = Int(color >> shift & 255) - Int(code >> shift & 255)
        distance += difference * difference
      }
      if distance < least { (best, least) = (index, distance) }
    }
    return best
  }
}

/// A colour and how often it occurs.
private struct Entry {
  var code: UInt32
  var count: Int

  func part(_ channel: Int) -> Int { Int(code >> (8 * UInt32(channel)) & 255) }
}

/// Colours that one colour of the palette is to stand for.
private struct Box {
  let entries: [Entry]
  /// The squared distances from the mean, added up.
  let error: Double
  /// Blue, green and red.
  private let means: [Double]
  private let widest: Int

  init(_ entries: [Entry]) {
    self.entries = entries
    let total = Double(entries.reduce(0) { $0 + $1.count })
    let means = (0..<3).map { channel in
      Double(entries.reduce(0) { $0 + $1.part(channel) * $1.count }) / total
    }
    let errors = (0..<3).map { channel in
      entries.reduce(0.0) { sum, entry in
        let difference = Double(entry.part(channel)) - means[channel]
        return sum + difference * difference * Double(entry.count)
      }
    }
    self.means = means
    error = entries.count > 1 ? errors[0] + errors[1] + errors[2] : 0
    widest = errors[2] >= max(errors[1], errors[0]) ? 2 : errors[1] >= errors[0] ? 1 : 0
  }

  /// The colour that half or more of the pixels have, so that surfaces stay as they are; else the
  /// mean.
  var color: UInt32 {
    let total = entries.reduce(0) { $0 + $1.count }
    if let surface = entries.first(where: { 2 * $0.count >= total }) { return surface.code }
    return means.enumerated().reduce(0) {
      $0 | UInt32(clamped: $1.element.rounded()) << UInt32(8 * $1.offset)
    }
  }

  /// The colours below and above the mean of the channel in which they differ most.
  func halves() -> (Box, Box) {
    let mean = means[widest]
    return (
      Box(entries.filter { Double($0.part(widest)) <= mean }),
      Box(entries.filter { Double($0.part(widest)) > mean })
    )
  }
}

/// The box around a surface: walls with lines behind it, ticks and labels along its near edges.
struct SurfaceBox {
  let x: Axis
  let y: Axis
  let z: Axis
  let xLabel: String
  let yLabel: String
  let frame: Rectangle
  let projection: Projection

  init(
    x: Axis, y: Axis, z: Axis, xLabel: String, yLabel: String, frame: Rectangle, azimuth: Double,
    elevation: Double
  ) {
    (self.x, self.y, self.z) = (x, y, z)
    (self.xLabel, self.yLabel, self.frame) = (xLabel, yLabel, frame)
    let widest = z.ticks(4).map { textWidth($0.text, size: Measure.tick) }.max() ?? 0
    let below = xLabel.isEmpty && yLabel.isEmpty ? 22.0 : 42
    let side = min(widest + 10, frame.width / 3)
    let right = min(24, frame.width / 8)
    projection = Projection(
      azimuth: azimuth, elevation: elevation,
      frame: Rectangle(
        x: frame.x + side, y: frame.y, width: max(frame.width - side - right, 10),
        height: max(frame.height - below, 10)))
  }

  /// The ticks of an axis with their places along it, from 0 to 1.
  private func ticks(_ axis: Axis) -> [(place: Double, text: String)] {
    axis.ticks(4).map { (axis.fraction($0.value), $0.text) }
  }

  /// Draws floor and walls with lines at the ticks.
  func addBehind(to drawing: inout Drawing) {
    let back = projection.back
    func add(_ places: [BoxPlace], _ style: Style) {
      drawing.elements.append(.line(places.map(projection.place), style))
    }
    let style = Style.stroke(.grid)
    for tick in ticks(x) {
      add(
        [
          BoxPlace(tick.place, 1 - back.y, 0), BoxPlace(tick.place, back.y, 0),
          BoxPlace(tick.place, back.y, 1),
        ], style)
    }
    for tick in ticks(y) {
      add(
        [
          BoxPlace(1 - back.x, tick.place, 0), BoxPlace(back.x, tick.place, 0),
          BoxPlace(back.x, tick.place, 1),
        ], style)
    }
    for tick in ticks(z) {
      add(
        [
          BoxPlace(1 - back.x, back.y, tick.place), BoxPlace(back.x, back.y, tick.place),
          BoxPlace(back.x, 1 - back.y, tick.place),
        ], style)
    }
    let floor = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    add(floor.map { BoxPlace($0.0, $0.1, 0) }, .stroke(.muted))
    let upright = uprightEdge
    add([BoxPlace(upright.x, upright.y, 0), BoxPlace(upright.x, upright.y, 1)], .stroke(.muted))
  }

  /// The upright edge farthest to the left, where heights are written.
  private var uprightEdge: (x: Double, y: Double) {
    let corners = Projection.corners.prefix(4)
    let left = corners.min { projection.place($0).x < projection.place($1).x }
    return (left?.x ?? 0, left?.y ?? 0)
  }

  func addLabels(to drawing: inout Drawing) {
    let back = projection.back
    var labels = SpacedTexts(frame: frame)
    for tick in ticks(z) {
      let place = projection.place(BoxPlace(uprightEdge.x, uprightEdge.y, tick.place))
      labels.add(
        tick.text, at: Point(place.x - 6, place.y + Measure.tickDrop), .end, Measure.tick,
        to: &drawing)
    }
    let center = projection.place(BoxPlace(0.5, 0.5, 0))
    func addAlong(
      _ ticks: [(place: Double, text: String)], _ label: String, _ at: (Double) -> BoxPlace
    ) {
      let middle = projection.place(at(0.5))
      let anchor: Text.Anchor =
        middle.x < center.x - 1 ? .end : middle.x > center.x + 1 ? .start : .middle
      let offset = anchor == .middle ? 0.0 : anchor == .start ? 4 : -4
      for tick in ticks {
        let place = projection.place(at(tick.place))
        labels.add(
          tick.text, at: Point(place.x + offset, place.y + 13), anchor, Measure.tick, to: &drawing)
      }
      // Beside the ticks, or below them where there is no room.
      for (dx, dy) in [(5.0, 30.0), (7, 34), (3, 42), (0, 54)] {
        let place = Point(middle.x + dx * offset, middle.y + dy)
        if labels.add(label, at: place, anchor, Measure.label, to: &drawing) { break }
      }
    }
    addAlong(ticks(x), xLabel) { BoxPlace($0, 1 - back.y, 0) }
    addAlong(ticks(y), yLabel) { BoxPlace(1 - back.x, $0, 0) }
  }
}

/// Texts that are left out where they would cover earlier ones, and moved to stay inside of a frame.
struct SpacedTexts {
  let frame: Rectangle
  private var taken: [Rectangle] = []

  init(frame: Rectangle) { self.frame = frame }

  /// Returns whether there was room.
  @discardableResult
  mutating func add(
    _ string: String, at place: Point, _ anchor: Text.Anchor, _ size: Double,
    to drawing: inout Drawing
  ) -> Bool {
    let text = shortened(string, to: frame.width, size: size)
    guard !text.isEmpty else { return true }
    let width = textWidth(text, size: size)
    let before = anchor == .start ? 0 : anchor == .middle ? width / 2 : width
    let left = max(min(place.x - before, frame.right - width), frame.x)
    let baseline = min(place.y, frame.bottom - 2)
    let box = Rectangle(x: left - 3, y: baseline - size, width: width + 6, height: size + 2)
    let isFree = taken.allSatisfy { other in
      box.right <= other.x || box.x >= other.right || box.bottom <= other.y || box.y >= other.bottom
    }
    guard isFree else { return false }
    taken.append(box)
    drawing.elements.append(
      .text(Text(text, at: Point(left + before, baseline), size: size, anchor: anchor, .muted)))
    return true
  }
}

/// Where a chart's plot is and what its places mean, so that a page's script can follow a pointer.
package struct ChartFrame: Sendable, Hashable {
  /// The plot without its labels, in points of the drawing.
  package var plot: Rectangle
  /// From the plot's left to its right.
  package var x: Axis
  /// From the plot's bottom to its top.
  package var y: Axis
  /// Where the legend's entries are, by their numbers; one that had no room is not among them.
  package var legend: [Int: Rectangle] = [:]

  /// The place of a point of data; nil if an axis has none for it. It may lie outside of the plot.
  package func place(_ x: Double, _ y: Double) -> Point? {
    guard let left = self.x.place(x), let top = self.y.place(y) else { return nil }
    return Point(left, top)
  }

  /// The data's coordinates at a place.
  package func values(at place: Point) -> (x: Double, y: Double) {
    (x.value(at: place.x), y.value(at: place.y))
  }
}

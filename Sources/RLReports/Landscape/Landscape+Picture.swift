import RLFigures
import RLFiles
import RLNet
import RLRuns

extension Landscape {
  private var grid: ScalarGrid {
    ScalarGrid(
      rows: settings.size, columns: settings.size, values, x: -settings.span...settings.span,
      y: -settings.span...settings.span)
  }

  /// What it is called.
  package var title: String { isOfReturns ? "Return landscape" : "Loss landscape" }

  /// Logarithmic where the greatest loss is more than a hundred times the least.
  package var scale: AxisScale {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return .linear }
    return !isOfReturns && least > 0 && most > 100 * least ? .logarithmic : .linear
  }

  /// From above, with lines of equal value, the weights in the middle.
  package func contourMap(title: String? = nil) -> ContourMap {
    ContourMap(
      title: title ?? self.title, xLabel: "first direction", yLabel: "second direction",
      size: ChartSize(480, 400), grid: grid, valueScale: scale, bands: .count(16),
      valueLabel: measure, markers: [MapMarker(x: 0, y: 0, series: 1)],
      markerNames: ["", "trained weights"], isSquare: true)
  }

  /// As a surface in space.
  package func surface(title: String? = nil) -> SurfaceChart {
    SurfaceChart(
      title: title ?? self.title, xLabel: "first direction", yLabel: "second direction",
      valueLabel: measure, size: ChartSize(480, 400), grid: grid, valueScale: scale)
  }

  /// The value in the middle, and the range of all that are finite: `cost 0.07 at the weights, 0.07 to
  /// 12 around them`.
  package var summary: String {
    let finite = values.filter(\.isFinite)
    var parts = ["\(measure) \(signed(center)) at the weights"]
    if let least = finite.min(), let greatest = finite.max() {
      parts.append("\(signed(least)) to \(signed(greatest)) around them")
    }
    let others = values.count - finite.count
    if others > 0 {
      parts.append("\(grouped(others)) of \(grouped(values.count)) values are not finite")
    }
    return parts.joined(separator: ", ")
  }

  package var picture: Picture {
    Picture(
      "landscape", title: title,
      caption: """
        The \(isOfReturns ? "return" : "loss") around the trained weights, where it is \
        \(signed(center)): \(measure) of \
        \(grouped(examples)) \(unit), along two random directions (seed \(settings.seed)). At a \
        distance of 1 each filter is moved by as much as its own length; biases and normalisation \
        stay.\
        \(scale == .logarithmic ? " Colours and heights are logarithmic." : "")
        """,
      panels: [contourMap(title: "").drawing(), surface(title: "").drawing()])
  }
}

/// The landscape that `rlrun landscape` has left in a run's folder, if it is one of its weights.
///
/// - Throws: `FileError`, `RunFileError`.
func landscapePictures(in folder: RunFolder) throws -> [Picture] {
  let file = folder.pictures / "landscape.json"
  guard let landscape: Landscape = try folder.decodeIfThere(file) else { return [] }
  let size = landscape.settings.size
  guard (3...1_001).contains(size), landscape.values.count == size * size,
    landscape.settings.span > 0, landscape.settings.span.isFinite
  else {
    throw RunFileError(
      file: file, field: "values",
      problem: "found \(landscape.values.count) numbers, which are not those of its settings")
  }
  // A run that went on has other weights.
  return try landscape.weights == weightsDigest(in: folder)
    ? [landscape.ofReturnItself.picture] : []
}

/// Numbers over a rectangle of x and y, row by row from the least y; what is not finite is missing.
public struct ScalarGrid: Sendable, Hashable {
  public let rows: Int
  public let columns: Int
  /// `[rows, columns]`.
  public let values: [Double]
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>

  /// - Parameter values: `[rows, columns]`, the first row for the least y.
  public init(
    rows: Int, columns: Int, _ values: [Double], x: ClosedRange<Double>, y: ClosedRange<Double>
  ) {
    guard rows >= 0, columns >= 0, values.count == rows * columns else {
      fatalError("ScalarGrid: \(values.count) values for \(rows) rows of \(columns)")
    }
    self.rows = rows
    self.columns = columns
    self.values = values
    self.x = x
    self.y = y
  }

  /// The values of a function at equally distant places, the ends of both ranges among them.
  public init(
    rows: Int, columns: Int, x: ClosedRange<Double>, y: ClosedRange<Double>,
    _ function: (_ x: Double, _ y: Double) throws -> Double
  ) rethrows {
    func place(_ index: Int, _ count: Int, _ range: ClosedRange<Double>) -> Double {
      count < 2
        ? range.lowerBound
        : range.lowerBound + (range.upperBound - range.lowerBound) * Double(index)
          / Double(count - 1)
    }
    var values: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns {
        values.append(try function(place(column, columns, x), place(row, rows, y)))
      }
    }
    self.init(rows: rows, columns: columns, values, x: x, y: y)
  }

  public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

  /// Where a point, in columns and rows, lies in a plot.
  func place(_ point: Point, in plot: Rectangle) -> Point {
    Point(
      plot.x + point.x / Double(columns - 1) * plot.width,
      plot.bottom - point.y / Double(rows - 1) * plot.height)
  }

  /// The axes over x and y, or whatever is around a range without extent.
  func axes() -> (x: Axis, y: Axis) {
    func axis(_ range: ClosedRange<Double>) -> Axis {
      let ends = [range.lowerBound, range.upperBound]
      let padded = axisRange(ends, .linear, padding: 0) ?? 0...1
      return Axis(.linear, padded.lowerBound, padded.upperBound)
    }
    return (axis(x), axis(y))
  }
}

/// A point of data drawn over a map.
public struct MapMarker: Sendable, Hashable {
  public var x: Double
  public var y: Double
  /// The number of its colour, and of its name in the legend.
  public var series: Int

  public init(x: Double, y: Double, series: Int = 0) {
    self.x = x
    self.y = y
    self.series = series
  }
}

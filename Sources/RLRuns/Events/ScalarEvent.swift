/// An event of some scalars, encoded but for time, step and numbers, which makes writing one cheap.
package struct ScalarEvent: Sendable {
  package let tags: [String]
  private let summary: [UInt8]
  /// Where in the summary the numbers are.
  private let offsets: [Int]

  package init(_ tags: [String]) {
    self.tags = tags
    var (values, offsets): ([UInt8], [Int]) = ([], [])
    for tag in tags {
      values.message(1) { value in
        value.field(1, tag)
        value.field(2, Float(0))
      }
      offsets.append(values.count - 4)
    }
    var summary: [UInt8] = []
    summary.field(5, values)
    self.summary = summary
    self.offsets = offsets.map { [before = summary.count - values.count] in $0 + before }
  }

  /// Appends the record of an event.
  ///
  /// - Parameter values: for each tag a number, which is rounded to a `Float`, as TensorBoard has it.
  package func append(
    _ values: [Double], wallTime: Double, step: Int, to bytes: inout [UInt8]
  ) {
    guard values.count == tags.count else {
      fatalError("ScalarEvent: \(values.count) values for \(tags.count) tags")
    }
    EventEncoding.appendEvent(wallTime: wallTime, step: step, to: &bytes) { bytes in
      let start = bytes.count
      bytes.append(contentsOf: summary)
      bytes.withUnsafeMutableBytes { all in
        for (offset, value) in zip(offsets, values) {
          // Processors differ in the sign of a NaN.
          let bits = (value.isNaN ? .nan : Float(value)).bitPattern
          all.storeBytes(of: bits.littleEndian, toByteOffset: start + offset, as: UInt32.self)
        }
      }
    }
  }
}

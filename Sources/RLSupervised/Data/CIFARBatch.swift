/// The labelled images of a CIFAR file in the binary layout: for each image its label, or the
/// coarse and the fine label of CIFAR-100, and the 32×32 pixels of the red, the green and the blue
/// channel.
///
/// Source: A. Krizhevsky, "Learning Multiple Layers of Features from Tiny Images" (2009).
public struct CIFARBatch: Sendable, Hashable {
  /// Which of the two datasets a file belongs to; it does not say so itself.
  public enum Kind: Sendable, Hashable, CaseIterable {
    case cifar10
    case cifar100

    /// The number of labels before the pixels, and how many classes each tells apart.
    var classCounts: [Int] { self == .cifar10 ? [10] : [20, 100] }
    /// The number of classes of the (fine) labels.
    public var classCount: Int { self == .cifar10 ? 10 : 100 }
  }

  /// The shape of an image: channels, rows, columns.
  public static let imageSizes = [3, 32, 32]
  static let pixelCount = 3 * 32 * 32

  /// The pixels, `[images, 3, 32, 32]`.
  public private(set) var pixels: [UInt8] = []
  /// The label of each image, from 0; the fine one of CIFAR-100.
  public private(set) var labels: [Int] = []
  /// CIFAR-100's coarse label of each image, 0 to 19; empty for CIFAR-10.
  public private(set) var coarseLabels: [Int] = []

  /// Reads a file, plain or gzip.
  ///
  /// - Throws: `DataError` where the file cannot be read or is damaged.
  public init(contentsOf path: String, kind: Kind) throws(DataError) {
    try self.init(DataError.bytes(of: path), kind: kind, file: path)
  }

  /// Images in a file at most: CIFAR-100's training file has 50 000.
  private static let greatestCount = 60_000

  /// Reads the content of a file; `file` is how an error names it.
  package init(_ bytes: [UInt8], kind: Kind, file: String) throws(DataError) {
    var reader = ContentReader(bytes, file: file)
    let classCounts = kind.classCounts
    let recordCount = classCounts.count + CIFARBatch.pixelCount
    let content = try reader.rest(atMost: CIFARBatch.greatestCount * recordCount)
    guard !content.isEmpty, content.count % recordCount == 0 else {
      throw .malformed(
        file, "data", found: "\(content.count) bytes",
        expected: "one or more records of \(recordCount) bytes")
    }
    let count = content.count / recordCount
    pixels.reserveCapacity(count * CIFARBatch.pixelCount)
    labels.reserveCapacity(count)
    for record in 0..<count {
      let start = record * recordCount
      for (i, classCount) in classCounts.enumerated() {
        let label = Int(content[start + i])
        guard label < classCount else {
          throw .malformed(
            file, "record \(record + 1)", found: "the label \(label)",
            expected: "one from 0 to \(classCount - 1)")
        }
        if i == classCounts.count - 1 { labels.append(label) } else { coarseLabels.append(label) }
      }
      pixels += content[start + classCounts.count..<start + recordCount]
    }
  }

  /// Adds the images of another file.
  mutating func append(_ other: CIFARBatch) {
    pixels += other.pixels
    labels += other.labels
    coarseLabels += other.coarseLabels
  }
}

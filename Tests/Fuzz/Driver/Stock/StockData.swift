/// Data files as the tasks take them, small, and such as hold much in little.
enum StockData {
  /// Writes all of them.
  static func write(to folder: String) {
    makeFolder(folder)
    store(ownTable, at: "\(folder)/table.csv")
    images(to: "\(folder)/files")
    tables(to: "\(folder)/files/tabular")
    maps(to: "\(folder)/maps")
    bombs(to: "\(folder)/bombs")
  }

  /// Numbers, words and a column to predict.
  private static var ownTable: String {
    let colours = ["red", "blue", "green"]
    let rows = (1...30).map { "\($0).5,\($0 * 7 % 11),\(colours[$0 % 3]),\($0 * 3)" }
    return (["length,width,colour,price"] + rows).joined(separator: "\n") + "\n"
  }

  private static func images(to folder: String) {
    for name in ["mnist", "cifar10", "cifar100"] { makeFolder("\(folder)/\(name)") }
    for (part, count) in [("train", 40), ("t10k", 20)] {
      let labels = (0..<count).map { UInt8($0 % 10) }
      var pixels: [UInt8] = []
      for label in labels {
        for place in 0..<28 * 28 {
          pixels.append((place % 28 / (Int(label) + 1) + place / 28) % 2 == 0 ? 0 : 255)
        }
      }
      let size = UInt8(count)
      store(
        [0, 0, 8, 3, 0, 0, 0, size, 0, 0, 0, 28, 0, 0, 0, 28] + pixels,
        at: "\(folder)/mnist/\(part)-images-idx3-ubyte")
      store(
        [0, 0, 8, 1, 0, 0, 0, size] + labels, at: "\(folder)/mnist/\(part)-labels-idx1-ubyte")
    }
    func record(_ labels: [Int]) -> [UInt8] {
      labels.map { UInt8($0) } + (0..<3_072).map { UInt8(truncatingIfNeeded: $0 * (labels[0] + 3)) }
    }
    for name in (1...5).map({ "data_batch_\($0).bin" }) + ["test_batch.bin"] {
      store((0..<10).flatMap { record([$0]) }, at: "\(folder)/cifar10/\(name)")
    }
    for name in ["train.bin", "test.bin"] {
      store((0..<10).flatMap { record([$0 * 2, $0 * 10]) }, at: "\(folder)/cifar100/\(name)")
    }
  }

  /// As scikit-learn has them.
  private static func tables(to folder: String) {
    makeFolder(folder)
    func numbers(_ row: Int, _ count: Int, _ separator: String) -> String {
      (1...count).map { "\(Double(row * $0 % 17) / 4)" }.joined(separator: separator)
    }
    let cancer = (0..<30).map { numbers($0, 30, ",") + ",\($0 % 2)" }
    store(
      (["30,30,malignant,benign"] + cancer).joined(separator: "\n") + "\n",
      at: "\(folder)/breast_cancer.csv")
    let wine = (0..<30).map { numbers($0, 13, ",") + ",\($0 % 3)" }
    store(
      (["30,13,class_0,class_1,class_2"] + wine).joined(separator: "\n") + "\n",
      at: "\(folder)/wine_data.csv")
    store(
      (0..<30).map { numbers($0, 10, " ") + "\n" }.joined(), at: "\(folder)/diabetes_data_raw.csv")
    store((0..<30).map { "\($0 * 3).0\n" }.joined(), at: "\(folder)/diabetes_target.csv")
  }

  private static func maps(to folder: String) {
    makeFolder(folder)
    store("...G\n.#.P\nS...\n", at: "\(folder)/gridworld.txt")
    store("S..A\n.#.B\n....\nA = +10\nB = -5\n", at: "\(folder)/legend.txt")
    store("SFFF\nFHFH\nFFFH\nHFFG\n", at: "\(folder)/frozenlake.txt")
  }

  /// Streams of some 300 MB in a few hundred KB.
  private static func bombs(to folder: String) {
    makeFolder(folder)
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let rows = Array(repeatElement("1.5,2,red,3\n".utf8, count: 80_000).joined())
    store(gzipped(zeros, times: 300), at: "\(folder)/zeros.gz")
    store(gzipped(rows, times: 300), at: "\(folder)/rows.gz")
    // Many streams in a row.
    store(Array(repeatElement(gzipped(zeros), count: 300).joined()), at: "\(folder)/streams.gz")
  }
}

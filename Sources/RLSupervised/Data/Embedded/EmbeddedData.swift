#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file that is part of the product, as base64 of gzip: SwiftPM's resources would stop a program
/// that was moved.
package struct EmbeddedData: Sendable {
  /// How errors name it.
  package let name: String
  /// Of the file, in hexadecimal digits.
  package let sha256: String
  let base64: String

  /// The file.
  package var content: [UInt8] {
    guard let packed = Data(base64Encoded: base64, options: .ignoreUnknownCharacters) else {
      fatalError("the \(name) of this program is not base64")
    }
    do {
      var reader = ContentReader([UInt8](packed), file: name)
      return try reader.rest(atMost: ContentReader.greatestCount)
    } catch {
      fatalError("the \(name) of this program is damaged: \(error)")
    }
  }

  fileprivate func table(_ header: CSVFormat.Header) -> CSVTable {
    do {
      return try CSVTable(content, format: CSVFormat(header: header), file: name)
    } catch {
      fatalError("the \(name) of this program is damaged: \(error)")
    }
  }

  package static let all = [iris, digits]
}

extension Dataset where Target == Int {
  /// Iris: 150 flowers of three species, by length and width of sepal and petal in centimetres.
  public static var iris: Dataset { Dataset(labels: EmbeddedData.iris.table(.counts)) }

  /// Digits: 1 797 handwritten digits, `[1, 8, 8]`, ten classes. Pixels are whole numbers from 0 to
  /// 16, as in scikit-learn.
  public static var digits: Dataset {
    let table = EmbeddedData.digits.table(.none)
    return Dataset(
      inputs: table.features, shape: [1, 8, 8], targets: table.labels,
      classNames: table.classNames)
  }
}

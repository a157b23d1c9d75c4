import Foundation
import TestSupport
import Testing

/// Bytes written as base64.
struct Base64: Decodable {
  let bytes: [UInt8]

  init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    bytes = [UInt8](try #require(Data(base64Encoded: text)))
  }
}

/// `files.json`.
struct Files: Decodable {
  let images: [UInt8]
  let labels: [UInt8]
  let idx3, idx3gz, idx3two, idx1gz, pixels, cifar10, cifar100, zeros: Base64

  static func load() throws -> Files { try Fixture.load("files") }
}

/// Writes a file, in folders that are made where they are missing.
func write(_ bytes: [UInt8], to path: String) throws {
  let url = URL(filePath: path)
  try FileManager.default.createDirectory(
    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
  try Data(bytes).write(to: url)
}

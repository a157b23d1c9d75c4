import RLSupervised
import TestSupport
import Testing

/// IDX and CIFAR files, plain and gzip, and what is wrong with others.
struct ImageFileTests {
  @Test func idxFilesAreReadPlainAndGzip() throws {
    let files = try Files.load()
    for bytes in [files.idx3, files.idx3gz, files.idx3two].map(\.bytes) {
      let array = try IDXArray(bytes, file: "images")
      #expect(array.sizes == [5, 4, 3])
      #expect(array.elements == files.images)
    }
    let labels = try IDXArray(files.idx1gz.bytes, file: "labels")
    #expect(labels.sizes == [5])
    #expect(labels.elements == files.labels)
  }

  @Test func aFileIsReadFromItsPath() throws {
    let files = try Files.load()
    try withTemporaryFolder { folder in
      try write(files.idx3gz.bytes, to: "\(folder)/images")
      #expect(try IDXArray(contentsOf: "\(folder)/images").elements == files.images)
      let missing = #expect(throws: DataError.self) {
        try IDXArray(contentsOf: "\(folder)/none")
      }
      #expect(
        missing?.description
          == "cannot read \(folder)/none: No such file or directory; check the path")
    }
  }

  @Test(
    arguments: [
      ([], "header: found the end after 0 bytes, expected 4 bytes"),
      ([0, 0, 8], "header: found the end after 3 bytes, expected 4 bytes"),
      ([0, 1, 8, 1], "header: found the bytes 0, 1, expected the two zeros of an IDX file"),
      ([0, 0, 13, 1], "header: found elements of type 13, expected type 8, unsigned bytes"),
      ([0, 0, 8, 0], "header: found 0 axes, expected from 1 to 4"),
      ([0, 0, 8, 5], "header: found 5 axes, expected from 1 to 4"),
      (
        [0, 0, 8, 1, 0, 0, 0, 3, 1, 2],
        "header: found the sizes [3], expected at most 2 elements, which the file has room for"
      ),
      ([0, 0, 8, 1, 0, 0, 0, 1, 1, 2], "data: found more bytes after the last, expected the end"),
      (
        [0, 0, 8, 4] + [UInt8](repeating: 255, count: 12) + [0, 0, 0, 0],
        "header: found the sizes [4294967295, 4294967295, 4294967295, 0], expected at most 0"
      ),
    ] as [([UInt8], String)])
  func otherIDXFilesAreRefused(bytes: [UInt8], message: String) {
    let error = #expect(throws: DataError.self) { try IDXArray(bytes, file: "images") }
    #expect(
      error?.description.hasPrefix("images: " + message) == true, "\(error?.description ?? "")")
  }

  /// A header of 2⁴⁰ elements is refused before memory is asked for, also where a gzip stream could
  /// be anything.
  @Test func aPromiseThatNoFileKeepsIsRefused() throws {
    let header: [UInt8] = [0, 0, 8, 3, 0, 16, 0, 0, 0, 0, 4, 0, 0, 0, 4, 0]
    for bytes in [header + [1, 2], gzip(header + [1, 2])] {
      let error = #expect(throws: DataError.self) { try IDXArray(bytes, file: "images") }
      #expect(
        error?.description.hasPrefix(
          "images: header: found the sizes [1048576, 1024, 1024], expected at most ") == true,
        "\(error?.description ?? "")")
    }
    // Within what gzip can do, but not true.
    let small = gzip([0, 0, 8, 1, 0, 0, 100, 0, 1, 2])
    let error = #expect(throws: DataError.self) { try IDXArray(small, file: "images") }
    #expect(
      error?.description
        == "images: data: found the end after 2 bytes, expected 25600 bytes; the file was cut short; download or write it again"
    )
  }

  @Test func damagedGzipIsRefused() throws {
    let whole = try Files.load().idx3gz.bytes
    for (place, name) in [(whole.count - 5, "data"), (whole.count - 1, "length")] {
      var bytes = whole
      bytes[place] ^= 1
      let error = #expect(throws: DataError.self) { try IDXArray(bytes, file: "images") }
      #expect(error?.description.contains("incorrect \(name) check") == true)
    }
    for count in 2..<whole.count {
      let error = #expect(throws: DataError.self) {
        try IDXArray(Array(whole.prefix(count)), file: "images")
      }
      #expect(error?.description.contains("the file was cut short") == true, "\(count) bytes")
    }
    #expect(throws: DataError.self) { try IDXArray(whole + [0], file: "images") }
  }

  @Test func streamsThatInflateFarAreReadWithinTheirBound() throws {
    let zeros = try Files.load().zeros.bytes
    #expect(zeros.count < 11_000)
    let error = #expect(throws: DataError.self) {
      try CIFARBatch(zeros, kind: .cifar10, file: "batch")
    }
    #expect(error?.description.contains("found 10000000 bytes") == true)
  }

  @Test func cifarFilesAreRead() throws {
    let files = try Files.load()
    let ten = try CIFARBatch(files.cifar10.bytes, kind: .cifar10, file: "batch")
    #expect(ten.labels == [0, 3, 6] && ten.coarseLabels.isEmpty)
    #expect(ten.pixels == files.pixels.bytes)
    let hundred = try CIFARBatch(files.cifar100.bytes, kind: .cifar100, file: "batch")
    #expect(hundred.labels == [0, 49, 98] && hundred.coarseLabels == [0, 9, 18])
    #expect(hundred.pixels == files.pixels.bytes)
  }

  @Test func otherCIFARFilesAreRefused() throws {
    let files = try Files.load()
    let mixed = #expect(throws: DataError.self) {
      try CIFARBatch(files.cifar10.bytes, kind: .cifar100, file: "batch")
    }
    #expect(
      mixed?.description.hasPrefix(
        "batch: data: found 9219 bytes, expected one or more records of 3074 bytes") == true)
    var record = [UInt8](repeating: 7, count: 2 * 3073)
    record[3073] = 10
    let label = #expect(throws: DataError.self) {
      try CIFARBatch(record, kind: .cifar10, file: "batch")
    }
    #expect(
      label?.description.hasPrefix(
        "batch: record 2: found the label 10, expected one from 0 to 9") == true)
    #expect(throws: DataError.self) { try CIFARBatch([], kind: .cifar10, file: "batch") }
  }
}

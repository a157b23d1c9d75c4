import Foundation
import RLFiles
import RLSupervised
import TestSupport
import Testing

/// Datasets that come as an archive.
@Suite struct TarArchiveTests {
  private static let names = (1...5).map { "data_batch_\($0).bin" } + ["test_batch.bin"]

  /// GNU tar 1.34: `tar --format=ustar --owner=0 --group=0 --numeric-owner --mtime=2009-06-04 -cf -
  /// cifar-10-batches-bin | gzip -9n` of `batch 1` to `batch 5`, `test` and a page.
  private static let archive = [
    "H4sIAAAAAAACA+3YSwqDMBSF4SzFDWhzYx7LKfFRFGoHmkKXX7UDSxDbQRopnn8Sych4+QhYthfbp8TTwrqyqYe0",
    "aG8nFjY+ZpSa1zF/nZ+JBJHmRkz7JAwRSxSL0H1wth9fJcQh3w/3J5Vr86+ss+d54yyzcSPAp9FSbszfePNX2iiW",
    "cMz/581TTiRDx+yTf7WXfw3/8fwrQID/Vf9iL/85/MfzLwAB/lf9017+BfzH80+AAP+L/762VVdnjeuuof7/bPsn",
    "3z8XuP+j9AAB+N+4//O97n8J//Hu/xwQ4H/x7+rBvfwH0P+Nf+n7V4T//1GaRg0FCCGEEEIIHaMnQbzuBwAoAAA=",
  ].joined()

  private var bytes: [UInt8] {
    get throws { Array(try #require(Data(base64Encoded: Self.archive))) }
  }

  @Test func filesAreReadByTheirNames() throws {
    let files = try TarArchive(bytes, only: Self.names, file: "a").files
    #expect(files.keys.sorted() == Self.names)
    for (name, text) in zip(Self.names, (1...5).map { "batch \($0)" } + ["test"]) {
      #expect(files[name] == Array(text.utf8))
    }
    let error = #expect(throws: DataError.self) {
      try TarArchive(bytes, only: ["batches.meta.txt"], file: "a")
    }
    #expect(error?.description.contains("found no file 'batches.meta.txt'") == true)
  }

  /// Wherever it is damaged or cut, that is an error.
  @Test func damageIsTold() throws {
    let whole = try bytes
    let sound = try TarArchive(whole, only: Self.names, file: "a").files
    var harmless = 0
    for count in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: DataError.self, "cut to \(count)") {
        try TarArchive(Array(whole[..<count]), only: Self.names, file: "a")
      }
      var damaged = whole
      damaged[count] ^= 0x24
      // Some bytes of a gzip header say nothing.
      if (3...9).contains(count) { continue }
      do throws(DataError) {
        let files = try TarArchive(damaged, only: Self.names, file: "a").files
        // A bit that deflate does not need may change nothing.
        #expect(files == sound, "byte \(count)")
        harmless += 1
      } catch {}
    }
    #expect(harmless <= 2)
  }

  /// A header of a file of `size` octal digits, with the right sum unless it is said otherwise.
  private static func header(size: String, sum: String? = nil) -> [UInt8] {
    var header = Array("folder/test_batch.bin".utf8) + Array(repeating: 0, count: 512 - 21)
    header.replaceSubrange(124..<124 + size.utf8.count, with: size.utf8)
    header[156] = UInt8(ascii: "0")
    header.replaceSubrange(148..<156, with: repeatElement(UInt8(ascii: " "), count: 8))
    let right = String(header.reduce(0) { $0 + Int($1) }, radix: 8)
    let digits = sum ?? String(repeating: "0", count: 6 - right.count) + right
    header.replaceSubrange(148..<154, with: digits.utf8)
    return header
  }

  /// Without a gzip's sum around it, the archive's own headers tell.
  @Test func headersThatSayWhatCannotBeAreRefused() throws {
    let content = Array("test".utf8) + Array(repeating: UInt8(0), count: 1020 + 512)
    let names = ["test_batch.bin"]
    let sound = try TarArchive(Self.header(size: "00000000004") + content, only: names, file: "a")
    #expect(sound.files == ["test_batch.bin": Array("test".utf8)])
    for (size, sum) in [
      ("-0000000004", nil), ("77777777777", nil), ("00000009999", nil), ("00000000004", "000000"),
      ("0000000000x", nil), ("-7777777777", nil), ("", nil), ("00000004000", nil),
    ] as [(String, String?)] {
      #expect(throws: DataError.self, "size \(size), sum \(sum ?? "right")") {
        try TarArchive(Self.header(size: size, sum: sum) + content, only: names, file: "a")
      }
    }
  }

  /// The files are written whole beside each other, and the archive is not kept.
  @Test func anArchiveIsFetchedAndUnpacked() throws {
    try withTemporaryFolder { folder in
      let source = folder + "/mirror"
      try FileManager.default.createDirectory(
        atPath: source, withIntermediateDirectories: true)
      let file = KnownDataset.File(
        name: "cifar.tar.gz", byteCount: 263,
        sha256: "4bc26a27431700826b45abf7a5980f61f0169690a80ffa2255e83f0b763d4c7e")
      try Data(bytes).write(to: URL(filePath: source + "/cifar.tar.gz"))
      // It is there already and whole, so nothing is asked for.
      let data = folder + "/data"
      try FileManager.default.createDirectory(
        atPath: data + "/cifar10", withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: data + "/cifar10/cifar.tar.gz"))
      let store = DataStore(folder: data)
      let found = try store.fetch(.cifar10, files: [file], mirrors: []) { _ in }
      #expect(found == data + "/cifar10")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: found).sorted() == Self.names)
      #expect(try String(contentsOfFile: found + "/test_batch.bin", encoding: .utf8) == "test")
      // So one that is damaged need not be taken away first.
      #expect(store.isReplaced(found + "/test_batch.bin", of: .cifar10))
      #expect(!store.isReplaced(data + "/other/test_batch.bin", of: .cifar10))
    }
  }
}

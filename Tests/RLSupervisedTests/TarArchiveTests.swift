import Foundation
import RLFiles
import RLState
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
  private static func header(
    _ name: String = "folder/test_batch.bin", size: String, sum: String? = nil
  ) -> [UInt8] {
    var header = Array(name.utf8) + Array(repeating: 0, count: 512 - name.utf8.count)
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

  /// An archive of files with these paths, each of which holds its path.
  private static func archive(of paths: [String]) -> [UInt8] {
    paths.flatMap { path in
      let size = String(path.utf8.count, radix: 8)
      let padding = [UInt8](repeating: 0, count: 512 - path.utf8.count)
      return header(path, size: String(repeating: "0", count: 11 - size.count) + size)
        + Array(path.utf8) + padding
    } + Array(repeating: 0, count: 1024)
  }

  /// Gets CIFAR-10 from an archive that lies in the folder `data`, beside others in `folder`.
  private func unpack(
    _ archive: [UInt8], in folder: String, isInterrupted: () -> Bool = { false }
  ) throws {
    let file = KnownDataset.File(
      name: "cifar.tar", byteCount: archive.count, sha256: SHA256.hexDigest(of: archive))
    try write(archive, to: "\(folder)/data/cifar10/cifar.tar")
    _ = try DataStore(folder: "\(folder)/data").fetch(
      .cifar10, files: [file], mirrors: [], isInterrupted: isInterrupted
    ) { _ in }
  }

  /// Only the names of the dataset's files are written, whatever the archive calls its own.
  @Test func noPathOfTheArchiveIsUsed() throws {
    try withTemporaryFolder { folder in
      let paths =
        ["../../data_batch_1.bin", "/etc/data_batch_2.bin", "a/../../../data_batch_3.bin"]
        + ["./data_batch_4.bin", "data_batch_5.bin/", "//test_batch.bin"]
      try unpack(Self.archive(of: paths + ["../../evil", "evil", "\(folder)/evil"]), in: folder)
      let inside = try FileManager.default.subpathsOfDirectory(atPath: folder).sorted()
      #expect(inside == ["data", "data/cifar10"] + Self.names.map { "data/cifar10/\($0)" })
      for (name, path) in zip(Self.names, paths) {
        let text = try String(contentsOfFile: "\(folder)/data/cifar10/\(name)", encoding: .utf8)
        #expect(text == path)
      }
    }
  }

  @Test func unpackingEndsAtALimit() throws {
    let archive = Self.archive(of: Self.names)
    for bytes in [archive, gzip(archive)] {
      let whole = try TarArchive(bytes, only: Self.names, file: "a", atMost: archive.count)
      #expect(whole.files.count == 6)
      for limit in [0, 511, 512, 600, archive.count - 1] {
        let error = #expect(throws: DataError.self) {
          try TarArchive(bytes, only: Self.names, file: "a", atMost: limit)
        }
        #expect(
          error?.description.contains("found more than \(limit) bytes") == true, "\(limit)")
      }
    }
    // A gigabyte of zeros that is not wanted, in a megabyte.
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    let bomb =
      gzip(Self.header("zeros", size: "10000000000")) + (0..<1024).flatMap { _ in gzip(zeros) }
    let error = #expect(throws: DataError.self) {
      try TarArchive(bomb, only: Self.names, file: "a")
    }
    #expect(error?.description.contains("found more than 268435456 bytes") == true)
  }

  /// All files of an archive are written, or none.
  @Test func anInterruptionLeavesNoneOfTheFiles() throws {
    let archive = Self.archive(of: Self.names)
    var hasEnded = false
    for count in 0..<1000 where !hasEnded {
      try withTemporaryFolder { folder in
        var asked = 0
        let result = Result {
          try unpack(archive, in: folder) {
            asked += 1
            return asked > count
          }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/data/cifar10")
        if case .success = result {
          #expect(names.sorted() == Self.names)
          hasEnded = true
        } else {
          #expect(names == ["cifar.tar"], "after \(count) questions")
        }
      }
    }
    #expect(hasEnded)
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

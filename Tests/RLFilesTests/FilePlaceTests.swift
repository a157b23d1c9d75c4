import Foundation
import RLFiles
import TestSupport
import Testing

/// No link is followed below a folder that was named.
@Suite struct FilePlaceTests {
  private func withFolders(_ body: (_ inside: FilePlace, _ outside: String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let (inside, outside) = ("\(folder)/inside", "\(folder)/outside")
      for path in [inside, outside, "\(inside)/deep"] { #expect(mkdir(path, 0o777) == 0) }
      try Data("precious".utf8).write(to: URL(filePath: "\(outside)/file"))
      try body(FilePlace(inside), outside)
    }
  }

  private func code(_ body: () throws -> Void) -> Int32? {
    do { try body() } catch { return (error as? FileError)?.code }
    return nil
  }

  @Test func aLinkedFileIsNeitherReadNorWritten() throws {
    try withFolders { (inside, outside) throws in
      let place = inside / "deep/link"
      #expect(symlink("\(outside)/file", place.path) == 0)
      #expect(place.isLink && place.exists && !place.isFolder)
      #expect(code { _ = try readFile(place, atMost: 100) } == FileError.link)
      #expect(code { _ = try FileLines(place) } == FileError.link)
      #expect(code { _ = try firstBytes(4, of: place) } == FileError.link)
      for flags in [O_RDWR, O_WRONLY | O_APPEND, O_RDONLY] {
        #expect(code { close(try place.openFile("open", flags)) } == FileError.link)
      }
      // What takes its name takes the link's place, and not its target's.
      try writeDurably(Data("new".utf8), to: place)
      #expect(try readFile(place, atMost: 100) == Data("new".utf8))
      #expect(try readFile("\(outside)/file") == Data("precious".utf8))
    }
  }

  @Test func aLinkedFolderIsNotEntered() throws {
    try withFolders { (inside, outside) throws in
      let folder = inside / "linked"
      #expect(symlink(outside, folder.path) == 0)
      #expect(folder.names == [] && !folder.isFolder)
      #expect((folder / "file").exists == false && (folder / "file").byteCount == nil)
      #expect(code { _ = try readFile(folder / "file", atMost: 100) } == FileError.link)
      #expect(code { try writeDurably(Data(), to: folder / "new") } == FileError.link)
      #expect(code { try folder.makeFolder() } == FileError.link)
      #expect(code { try (folder / "more").makeFolder() } == FileError.link)
      (folder / "file").remove()
      folder.removePartialFiles { _ in true }
      #expect(try FileManager.default.contentsOfDirectory(atPath: outside) == ["file"])
    }
  }

  /// The path that somebody named goes where it goes.
  @Test func aNamedPathGoesThroughLinks() throws {
    try withFolders { (inside, outside) throws in
      #expect(symlink(outside, "\(inside)/linked") == 0)
      let folder = FilePlace("\(inside)/linked")
      #expect(try readFile(folder / "file", atMost: 100) == Data("precious".utf8))
      #expect(try readFile("\(inside)/linked/file") == Data("precious".utf8))
      #expect(folder.names == ["file"])
    }
  }

  @Test func aFileOfTwoNamesIsNotWrittenInPlace() throws {
    try withFolders { (inside, outside) throws in
      let place = inside / "log"
      #expect(link("\(outside)/file", place.path) == 0)
      #expect(code { close(try place.openFile("write", O_WRONLY)) } == FileError.otherName)
      #expect(try readFile(place, atMost: 100) == Data("precious".utf8))
    }
  }

  @Test func onlyRegularFilesAreOpened() throws {
    try withFolders { (inside, _) throws in
      #expect(mkfifo((inside / "pipe").path, 0o666) == 0)
      for flags in [O_RDONLY, O_RDWR, O_WRONLY] {
        #expect(
          code { close(try (inside / "pipe").openFile("open", flags)) } == FileError.notRegular)
      }
      #expect(code { _ = try readFile(inside / "deep", atMost: 100) } == EISDIR)
      #expect(code { _ = try readFile("/dev/null") } == FileError.notRegular)
      #expect(code { _ = try readFile("\(inside)/pipe") } == FileError.notRegular)
    }
  }

  /// A file of 20 GB that takes no room on the disk is refused before memory is asked for.
  @Test func sizesAreLookedAtFirst() throws {
    try withFolders { (inside, _) throws in
      let place = inside / "large"
      try Data().write(to: URL(filePath: place.path))
      #expect(truncate(place.path, 20 << 30) == 0)
      #expect(code { _ = try readFile(place, atMost: 16 << 20) } == EFBIG)
      #expect(code { _ = try FileLines(place) } == EFBIG)
      #expect(code { _ = try readFile(place.path) } == EFBIG)
      let error = #expect(throws: FileError.self) { try readFile(place, atMost: 16 << 20) }
      #expect(
        error?.description
          == "cannot read \(place): it has more than 16 MB, and no such file has so much")
      // A header that says less than the file has.
      #expect(truncate(place.path, 15 << 30) == 0)
      #expect(throws: SafetensorsError.self) { try StateFile.read(place) }
      #expect(throws: SafetensorsError.self) { try Safetensors(contentsOf: place) }
    }
  }

  /// What a killed writer left goes with the next one; what a living one writes stays.
  @Test func partialFilesOfTheDeadAreTakenAway() throws {
    try withFolders { (inside, _) throws in
      let left = ["page.html.123-0.partial", "other.gif.99-12.partial"]
      let kept = ["page.html.partial", "page.html.1-x.partial", "page.html", "notes.1-2.partially"]
      for name in left + kept { try Data("x".utf8).write(to: URL(filePath: "\(inside)/\(name)")) }
      let living = "page.html.124-0.partial"
      let descriptor = open("\(inside)/\(living)", O_RDWR | O_CREAT, 0o666)
      #expect(flock(descriptor, LOCK_EX) == 0)
      try writeDurably(Data("new".utf8), to: inside / "page.html")
      #expect(Set(inside.names) == Set(kept + [left[1], living, "deep"]))
      inside.removePartialFiles { $0 == "page.gif" }
      #expect(inside.names.contains(left[1]), "it is of another name")
      inside.removePartialFiles { _ in true }
      #expect(Set(inside.names) == Set(kept + [living, "deep"]))
      close(descriptor)
      inside.removePartialFiles { _ in true }
      #expect(Set(inside.names) == Set(kept + ["deep"]))
    }
  }
}

import Foundation
import RLRuns
import RLSettings
import Testing

/// What becomes of an event file that a killed run left, or that something spoilt.
@Suite struct EventFileTests {
  private static let settings: [(key: String, value: SettingValue)] = [("seed", .int(1))]

  /// A file with a record for each of some steps, and where its records end.
  private func file(_ steps: Range<Int>, time: Double = 100) -> (bytes: [UInt8], ends: [Int]) {
    var bytes: [UInt8] = []
    var ends: [Int] = []
    EventEncoding.appendVersion(wallTime: time, to: &bytes)
    ends.append(bytes.count)
    HyperparameterEvents.appendStart(Self.settings, wallTime: time, to: &bytes)
    ends.append(bytes.count)
    for step in steps {
      append(step, time + Double(step), &bytes)
      ends.append(bytes.count)
    }
    return (bytes, ends)
  }

  private func append(_ step: Int, _ wallTime: Double, _ bytes: inout [UInt8]) {
    ScalarEvent(["rollout/return"])
      .append([Double(step) / 3], wallTime: wallTime, step: step, to: &bytes)
  }

  private func replay(_ old: [UInt8], _ steps: Range<Int>, start: Double) -> EventReplay {
    var replay = EventReplay(old, settings: Self.settings, start: start)
    for step in steps { replay.add(seconds: Double(step)) { append(step, $0, &$1) } }
    return replay
  }

  @Test func aFileThatIsCutAnywhereIsSoundUpToItsLastWholeRecord() {
    let (bytes, ends) = file(1..<4)
    for length in 0...bytes.count {
      let expected = ends.last { $0 <= length } ?? 0
      #expect(EventFile.soundLength(Array(bytes.prefix(length))) == expected, "\(length) bytes")
    }
  }

  @Test func aWrongByteAnywhereIsFound() {
    let (bytes, ends) = file(1..<4)
    for position in bytes.indices {
      var spoilt = bytes
      spoilt[position] ^= 0x10
      let expected = ends.last { $0 <= position } ?? 0
      #expect(EventFile.soundLength(spoilt) == expected, "byte \(position)")
    }
    #expect(EventFile.soundLength(Array("not an event file, but long enough".utf8)) == 0)
    // A length that no file has.
    #expect(EventFile.soundLength(bytes + Array(repeating: 0xFF, count: 40)) == bytes.count)
  }

  /// Wherever the file ends, it goes on with all that the record holds and nothing else, and what is
  /// whole keeps its times.
  @Test func aReplayOfACutFileHasEveryStepOnce() {
    let (bytes, ends) = file(1..<9)
    let (wanted, _) = file(1..<6)
    for length in 0...bytes.count {
      let replay = replay(Array(bytes.prefix(length)), 1..<6, start: 5000)
      #expect(replay.isHeld == (length >= wanted.count))
      if replay.isHeld {
        #expect(replay.bytes == wanted)
        continue
      }
      #expect(replay.bytes.count == wanted.count, "\(length) bytes")
      let kept = ends.last { $0 <= length } ?? 0
      #expect(replay.bytes.prefix(kept) == wanted.prefix(kept))
      #expect(EventFile.soundLength(replay.bytes) == wanted.count)
      // The rest is as far from the start as the record says.
      var rest: [UInt8] = []
      append(5, 5005, &rest)
      #expect(replay.bytes.suffix(rest.count) == rest[...])
    }
  }

  @Test func aFileWithOtherContentIsWrittenAgain() {
    let (wanted, ends) = file(1..<6)
    func expectRebuilt(_ old: [UInt8], keeping kept: Int) {
      let replay = replay(old, 1..<6, start: 5000)
      #expect(!replay.isHeld && replay.bytes.count == wanted.count)
      #expect(replay.bytes.prefix(kept) == wanted.prefix(kept))
      #expect(EventFile.soundLength(replay.bytes) == wanted.count)
    }
    // A record too few, one too many, one of another value, other settings.
    expectRebuilt(Array(wanted[..<ends[2]] + wanted[ends[3]...]), keeping: ends[2])
    expectRebuilt(Array(wanted[..<ends[3]] + wanted[ends[2]...]), keeping: ends[3])
    var other = Array(wanted[..<ends[2]])
    ScalarEvent(["rollout/return"]).append([7], wallTime: 102, step: 2, to: &other)
    expectRebuilt(other + wanted[ends[3]...], keeping: ends[2])
    var settings: [UInt8] = []
    EventEncoding.appendVersion(wallTime: 100, to: &settings)
    HyperparameterEvents.appendStart([("seed", .int(2))], wallTime: 100, to: &settings)
    expectRebuilt(settings + wanted[ends[1]...], keeping: ends[0])
  }

  /// Times that are made up do not go back behind those that are kept.
  @Test func timesDoNotGoBack() {
    let (bytes, ends) = file(1..<4)
    let replay = replay(Array(bytes.prefix(ends[3])), 1..<4, start: 0)
    var last: [UInt8] = []
    append(3, 102, &last)
    #expect(replay.bytes.suffix(last.count) == last[...])
  }

  private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 7]

  /// A picture is added to the file of a complete run, after its last whole record.
  @Test func picturesAreAddedToACompleteRun() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "events-\(UUID())").path
    let folder = try RunFolder.create(at: path)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let log = try EventLog(startingIn: folder, settings: Self.settings)
    try log.add { append(1, $0, &$1) }
    try log.end([("mean_return", 0.5)], at: 1)
    try log.flush()
    func content() throws -> [UInt8] {
      [UInt8](try Data(contentsOf: URL(filePath: folder.eventsFile.path)))
    }
    let whole = try content()
    #expect(EventFile.soundLength(whole) == whole.count)
    do {
      let log = try #require(try EventLog(addingTo: folder))
      // What two processes write at once would not be whole.
      #expect(try EventLog(addingTo: folder) == nil)
      try log.addImage(tag: "weights", png: Self.png, width: 28, height: 14, step: 1)
      try log.flush()
      let bytes = try content()
      #expect(bytes.starts(with: whole) && EventFile.soundLength(bytes) == bytes.count)
      var image: [UInt8] = []
      EventEncoding.appendImage(
        tag: "weights", png: Self.png, width: 28, height: 14, wallTime: 1, step: 1, to: &image)
      #expect(bytes.count == whole.count + image.count)
      // All but the time, and the check that follows from it.
      #expect(bytes[(whole.count + 21)...].dropLast(4) == image[21...].dropLast(4))
    }
    // One that is damaged, or is none, may be all that there is of the curves.
    for other in [whole + Array(repeating: 0, count: 50), Array("no".utf8), []] {
      try Data(other).write(to: URL(filePath: folder.eventsFile.path))
      #expect(try EventLog(addingTo: folder) == nil)
      #expect(try content() == other)
    }
    // A length that is damaged is no end: behind it may be whole records.
    try Data(whole + Array(repeating: 0xFF, count: 40)).write(
      to: URL(filePath: folder.eventsFile.path))
    #expect(try EventLog(addingTo: folder) == nil)
    // Nor is the beginning of a record that no writer makes, of a gigabyte.
    var header = withUnsafeBytes(of: UInt64(1 << 30).littleEndian) { Array($0) }
    let check = header.withUnsafeBytes { maskedCRC32C($0) }
    header += withUnsafeBytes(of: check.littleEndian) { Array($0) }
    try Data(whole + header).write(to: URL(filePath: folder.eventsFile.path))
    #expect(truncate(folder.eventsFile.path, off_t(whole.count + (65 << 20))) == 0)
    #expect(try EventLog(addingTo: folder) == nil)
    // What was being written when its writer was killed is cut off.
    try Data(whole + [1, 2, 3]).write(to: URL(filePath: folder.eventsFile.path))
    do {
      let log = try #require(try EventLog(addingTo: folder))
      #expect(!log.holds(Self.png))
      try log.addImage(tag: "weights", png: Self.png, width: 28, height: 14, step: 1)
      try log.flush()
    }
    #expect(try EventFile.soundLength(content()) == content().count)
    #expect(try content().count > whole.count)
    #expect(try EventLog(addingTo: folder)?.holds(Self.png) == true)
    try FileManager.default.removeItem(atPath: folder.eventsFile.path)
    #expect(try EventLog(addingTo: folder) == nil)
    #expect(!FileManager.default.fileExists(atPath: folder.eventsFile.path))
  }
}

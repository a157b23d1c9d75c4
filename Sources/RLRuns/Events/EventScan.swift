import RLFiles
import RLState

/// One pass over an event file, in little memory: how much of it is sound, and which pictures it holds.
struct EventScan {
  /// The bytes of the records before the first one that is damaged or not whole; 0 where the file does
  /// not begin with the version that TensorBoard expects.
  private(set) var soundLength = 0
  /// Whether a record was damaged: behind it nothing was looked at.
  private(set) var isDamaged = false
  /// What came after the last whole record.
  private var rest: [UInt8] = []
  private var pictures: Set<String> = []

  /// Bytes of a record; a picture of a run has far fewer.
  private static let greatestRecord = 64 << 20

  init() {}

  /// - Throws: `FileError`.
  init(_ file: FilePlace) throws(FileError) {
    var scan = EventScan()
    try forEachPiece(of: file, atMost: FileLimit.record) {
      scan.add($0)
      return !scan.isDamaged
    }
    self = scan
  }

  /// Whether all is sound, but perhaps for a record at the end of which a part was written.
  var isGood: Bool { soundLength > 0 && !isDamaged }

  /// Whether a picture is in one of the records.
  ///
  /// - Parameter png: the whole file.
  func holds(_ png: [UInt8]) -> Bool { pictures.contains(SHA256.hexDigest(of: png)) }

  /// Takes the file's next bytes.
  mutating func add(_ piece: UnsafeRawBufferPointer) {
    guard !isDamaged else { return }
    rest.append(contentsOf: piece)
    var start = 0
    while start + EventEncoding.headerSize <= rest.count {
      guard EventFile.isSoundLength(rest, at: start) else {
        isDamaged = true
        break
      }
      guard let end = EventFile.endOfRecord(rest[...], from: start) else {
        isDamaged = rest.count - start > Self.greatestRecord
        break
      }
      let message = start + EventEncoding.headerSize..<end - EventEncoding.footerSize
      guard EventFile.isSoundMessage(rest, message), start + soundLength > 0 || isVersion(end)
      else {
        isDamaged = true
        break
      }
      notePicture(in: message)
      start = end
    }
    soundLength += start
    rest.removeSubrange(..<start)
  }

  /// Whether the first record tells the version.
  private func isVersion(_ end: Int) -> Bool {
    var first: [UInt8] = []
    EventEncoding.appendVersion(wallTime: EventFile.wallTime(rest, at: 0) ?? 0, to: &first)
    return rest[..<end] == first[...]
  }

  /// A picture ends where its message ends, as `EventEncoding.appendImage` writes it.
  private mutating func notePicture(in message: Range<Int>) {
    let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47]
    var start = message.lowerBound
    while let found = rest[start..<message.upperBound].firstIndex(of: signature[0]) {
      if rest[found..<message.upperBound].starts(with: signature) {
        pictures.insert(SHA256.hexDigest(of: Array(rest[found..<message.upperBound])))
        return
      }
      start = found + 1
    }
  }
}

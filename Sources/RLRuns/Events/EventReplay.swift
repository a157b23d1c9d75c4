import RLFiles
import RLSettings

/// The events of a run's record made again, so that a run that goes on has the same curves without a
/// gap or a double, whatever its event file holds by then.
///
/// The records keep the times that the file has, as far as it holds them.
package struct EventReplay {
  /// What the file must hold.
  package private(set) var bytes: [UInt8] = []
  /// Whether the file begins with that.
  package private(set) var isHeld = true
  private let old: [UInt8]
  private let start: Double
  private var lastTime = 0.0

  /// - Parameters:
  ///   - settings: of the run, as `HyperparameterEvents` shows them.
  ///   - seconds: how long the run has taken so far; where the file has no times, they are counted
  ///     back from now.
  ///   - recordSize: bytes of the files that the events follow from.
  package init(
    _ folder: RunFolder, settings: [(key: String, value: SettingValue)], seconds: Double,
    recordSize: Int
  ) throws(FileError) {
    let file = folder.eventsFile
    // The events of a row take some ten times its room at most; what is beyond is none of this record's.
    let most = min(FileLimit.record, 64 * recordSize + (1 << 20))
    self.init(
      file.exists ? try firstBytes(most, of: file) : [], settings: settings,
      start: EventLog.now - seconds)
  }

  /// - Parameters:
  ///   - old: what the file holds.
  ///   - start: when the run began, in seconds since 1970, where the file does not tell.
  package init(_ old: [UInt8], settings: [(key: String, value: SettingValue)], start: Double) {
    self.old = old
    self.start = start
    add(seconds: 0) { EventEncoding.appendVersion(wallTime: $0, to: &$1) }
    add(seconds: 0) { HyperparameterEvents.appendStart(settings, wallTime: $0, to: &$1) }
  }

  /// Makes a record.
  ///
  /// - Parameters:
  ///   - seconds: when it was made, from the run's start, as far as is known.
  ///   - record: appends it, or nothing; it may be called twice, the second time with another time.
  package mutating func add(
    seconds: Double, _ record: (_ wallTime: Double, _ bytes: inout [UInt8]) -> Void
  ) {
    let position = bytes.count
    if isHeld {
      let time = EventFile.wallTime(old, at: position) ?? 0
      record(time, &bytes)
      if old.count >= bytes.count, old[position..<bytes.count].elementsEqual(bytes[position...]) {
        if bytes.count > position { lastTime = time }
        return
      }
      bytes.removeSubrange(position...)
      isHeld = false
    }
    lastTime = max(lastTime, start + seconds)
    record(lastTime, &bytes)
  }
}

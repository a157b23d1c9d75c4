import RLFiles
import RLSettings

extension RunFolder {
  /// The record as TensorBoard reads it. The name is always the same, so that a run that is resumed
  /// goes on with one file.
  package var eventsFile: FilePlace { place / "events.out.tfevents.rlrun" }
}

/// The event file of a run: what `metrics.csv` holds, and more, as TensorBoard reads it. It grows at
/// its end and has the time of each event in it, so it differs from run to run.
package final class EventLog {
  private let file: GrowingFile
  /// Where others may add to the file, too.
  private var right: AddingRight?
  /// What the file held before, where others may add to it.
  private var held = EventScan()

  private init(_ folder: RunFolder, length: Int) throws(RunWriteError) {
    file = try GrowingFile(folder.eventsFile, length: length) { EventFile.wholeLength($0) }
  }

  /// A new file; one that is there is replaced.
  ///
  /// - Parameter settings: what `HyperparameterEvents` shows.
  /// - Throws: `RunWriteError`.
  package convenience init(
    startingIn folder: RunFolder, settings: [(key: String, value: SettingValue)]
  ) throws(RunWriteError) {
    try self.init(folder, length: 0)
    try add { EventEncoding.appendVersion(wallTime: $0, to: &$1) }
    try add { HyperparameterEvents.appendStart(settings, wallTime: $0, to: &$1) }
  }

  /// The file of a run that goes on: cut back to what a replay of its record gives, or, where it
  /// does not hold that, written again.
  ///
  /// - Throws: `RunWriteError`, `FileError`.
  package convenience init(goingOnIn folder: RunFolder, after replay: EventReplay) throws {
    if !replay.isHeld { try writeDurably(replay.bytes, to: folder.eventsFile) }
    try self.init(folder, length: replay.bytes.count)
  }

  /// The file of a complete run, to add to; nil where it is missing or damaged or another process adds
  /// to it, and is left alone. A record at its end that was being written when its writer was killed
  /// is cut off.
  ///
  /// - Throws: `RunWriteError`, `FileError`.
  package convenience init?(addingTo folder: RunFolder) throws {
    guard let right = AddingRight(folder.eventsFile) else { return nil }
    let scan = try EventScan(folder.eventsFile)
    guard scan.isGood else { return nil }
    try self.init(folder, length: scan.soundLength)
    self.right = right
    held = scan
  }

  /// Adds records; they reach the file with the next `flush`, or when much has gathered.
  ///
  /// - Parameter records: is given the time and appends them.
  package func add(
    _ records: (_ wallTime: Double, _ bytes: inout [UInt8]) -> Void
  ) throws(RunWriteError) {
    let now = Self.now
    try file.append { records(now, &$0) }
  }

  /// Whether the file of a complete run held a picture already.
  ///
  /// - Parameter png: the whole file.
  package func holds(_ png: [UInt8]) -> Bool { held.holds(png) }

  /// Adds a picture.
  ///
  /// - Parameters:
  ///   - png: the whole file.
  ///   - width: in pixels.
  ///   - height: in pixels.
  ///   - step: environment steps of an agent, epochs of a task.
  package func addImage(
    tag: String, png: some Collection<UInt8>, width: Int, height: Int, step: Int
  ) throws(RunWriteError) {
    try add {
      EventEncoding.appendImage(
        tag: tag, png: png, width: width, height: height, wallTime: $0, step: step, to: &$1)
    }
  }

  /// Adds what a run came to, and that it did.
  ///
  /// - Parameter results: shown beside the settings, as `hparam/NAME`.
  package func end(
    _ results: [(name: String, value: Double)], at step: Int
  ) throws(RunWriteError) {
    let event = ScalarEvent(results.map { "hparam/\($0.name)" })
    try add { wallTime, bytes in
      event.append(results.map(\.value), wallTime: wallTime, step: step, to: &bytes)
      HyperparameterEvents.appendEnd(wallTime: wallTime, step: step, to: &bytes)
    }
  }

  /// Adds that a run failed. Where it goes on later, a replay of its record leaves this out.
  package func fail(at step: Int) throws(RunWriteError) {
    try add { HyperparameterEvents.appendEnd(hasFailed: true, wallTime: $0, step: step, to: &$1) }
  }

  /// Hands what has gathered to the system.
  package func flush() throws(RunWriteError) { try file.flush() }

  /// Seconds since 1970.
  static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

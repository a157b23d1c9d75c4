import RLFiles
import RLSettings
import RLState

/// A run at a moment, with how far its record is: what a session trains, and what a checkpoint holds.
package protocol RunState: Stateful, Sendable {
  associatedtype Description: RunDescription
  associatedtype Record: RunRecord where Record.State == Self

  /// Where the run is.
  var status: RunStatus { get }
  /// Seconds of training, those of earlier sessions included.
  var seconds: Double { get set }
  /// How far the record is.
  var recordPosition: Record.Position { get set }
  /// The name of the part that holds `status.step`, in messages.
  static var stepName: String { get }

  /// Trains one step and records what there is to record of it.
  ///
  /// - Parameter clock: is told how long it took to do what is no training.
  /// - Throws: `DivergenceError`, `RunWriteError`.
  mutating func advance(_ record: Record, _ clock: inout SessionClock) throws -> RunStatus

  /// - Throws: `DivergenceError` where a weight is infinite or not a number.
  func requireFiniteWeights() throws(DivergenceError)
}

/// Where a run is.
///
/// A state gives it back after each step: to ask a state from outside copies it first.
package struct RunStatus: Sendable, Hashable {
  /// What checkpoints and progress are counted by.
  package var step: Int
  package var isFinished: Bool

  package init(step: Int, isFinished: Bool) {
    self.step = step
    self.isFinished = isFinished
  }
}

/// What a run follows from.
package protocol RunDescription: Encodable, Sendable {
  associatedtype Receipt: RunReceipt

  /// The version of the toolkit that made it.
  var version: String { get }
  /// All settings, by names that tell runs of different kinds apart.
  var flatSettings: [(key: String, value: SettingValue)] { get }
  /// SHA-256 of what the run follows from, by which a checkpoint knows its run.
  var fingerprint: String { get throws }
  /// Steps from one checkpoint to the next; 0 for none.
  var checkpointEvery: Int { get }
  /// How many checkpoints are kept, the latest ones; at least 1.
  var checkpointCount: Int { get }

  /// Whether a receipt is that of a run which follows from the same.
  func gives(_ receipt: Receipt) -> Bool
}

extension RunDescription {
  /// Writes `config.json`.
  ///
  /// - Throws: `FileError`.
  package func write(to folder: RunFolder) throws {
    try writeDurably(prettyJSON(self), to: folder.configurationPath)
  }

  /// Whether a folder has a receipt that can be read; one that was damaged is made again by going on
  /// with the run.
  package static func hasReadableReceipt(in folder: RunFolder) -> Bool {
    (try? Receipt.read(from: folder)) != nil
  }
}

/// The files that a run adds rows to as it goes.
package protocol RunRecord: AnyObject {
  associatedtype State: RunState
  /// How far the files are, so that they can be continued there.
  associatedtype Position: RecordPosition

  /// The files in a folder, cut back to where the record of a state is.
  ///
  /// - Throws: `RunWriteError`; `FileError`, `RunFileError` where what is to be continued cannot be
  ///   read.
  init(in folder: RunFolder, of run: State.Description, at state: State) throws
  var position: Position { get }
  /// Writes the headers.
  func begin(_ state: State) throws(RunWriteError)
  /// Adds how long the run took to where it is.
  func addTime(_ seconds: Double, of state: State) throws(RunWriteError)
  /// Adds what a complete run came to, at its last state.
  func end(_ results: [(name: String, value: Double)], at state: State) throws(RunWriteError)
  /// Adds that a run failed, at the state that it came to.
  func fail(at state: State) throws(RunWriteError)
  /// Hands all rows to the system.
  func flush() throws(RunWriteError)
}

/// How far the files of a record are.
package protocol RecordPosition: Stateful, Sendable {
  /// The paths of the files, with the bytes of each.
  func lengths(in folder: RunFolder) -> [(path: String, length: Int)]
}

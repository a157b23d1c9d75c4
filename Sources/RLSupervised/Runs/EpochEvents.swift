import RLRuns
import RLSettings

/// A task's record as TensorBoard reads it: `train/NAME` for losses, `eval/NAME` for evaluations. The
/// step is the epoch.
struct EpochEvents {
  private let updatesPerEpoch: Int
  private let lossTags: [String]
  private let time = ScalarEvent(
    ["time/time_elapsed", "time/epoch_seconds", "time/updates_per_second"])
  /// What is told of an epoch, and of the evaluation before the first; made once its names are known.
  private var epoch = ScalarEvent([])
  private var start = ScalarEvent([])
  /// The latest epoch at which the time was told.
  private var timedEpoch = 0

  init<T: SupervisedTask>(_ training: SupervisedTraining<T>) {
    updatesPerEpoch = training.updatesPerEpoch
    lossTags = T.lossNames.map { "train/\($0)" }
  }

  /// Appends an epoch, as `metrics.csv` has it; without losses it is the evaluation before training.
  ///
  /// - Parameter metrics: names of the evaluation's numbers.
  mutating func append(
    epoch number: Int, losses: [Double], metrics: [String], _ values: [Double], wallTime: Double,
    to bytes: inout [UInt8]
  ) {
    if start.tags.isEmpty {
      let tags = metrics.map { "eval/\($0)" }
      start = ScalarEvent(tags)
      epoch = ScalarEvent(lossTags + tags)
    }
    (losses.isEmpty ? start : epoch).append(
      losses + values, wallTime: wallTime, step: number, to: &bytes)
  }

  /// Whether to tell how long it took to come to an epoch: once for each at most.
  mutating func takesTime(epoch: Int, seconds: Double) -> Bool {
    guard seconds > 0, epoch > timedEpoch else { return false }
    timedEpoch = epoch
    return true
  }

  /// Appends how long it took to come to an update.
  func append(
    epoch: Int, update: Int, seconds: Double, wallTime: Double, to bytes: inout [UInt8]
  ) {
    let rate = Double(update) / seconds
    time.append(
      [seconds, Double(updatesPerEpoch) / rate, rate], wallTime: wallTime, step: epoch, to: &bytes)
  }
}

extension EpochEvents {
  /// Makes the events of the record in a folder again, in the order in which they came to be: a row
  /// of time comes after the epochs that had ended by its update.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  mutating func replay(
    _ folder: RunFolder, settings: [(key: String, value: SettingValue)]
  ) throws -> EventReplay {
    let metrics = try RecordTable(folder.metricsPath)
    let timing = try RecordTable(folder.timingPath)
    let firstMetric = 2 + lossTags.count
    let names = metrics.columns.dropFirst(firstMetric).dropLast().map {
      String($0.dropFirst("evaluation.".count))
    }
    guard !names.isEmpty, timing.columns.count == 3 else {
      throw RunFileError(
        file: folder.metricsPath, field: "line 1", problem: "it is not of this task")
    }
    func number(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
    var replay = try EventReplay(
      folder, settings: settings, seconds: timing["seconds"]?.last ?? 0)
    var (next, seconds) = (0, 0.0)

    func addEpochs(upTo update: Double) {
      while next < metrics.count, case let fields = Array(metrics[next]), fields[1] <= update {
        replay.add(seconds: seconds) {
          append(
            epoch: number(fields[0]), losses: fields[0] == 0 ? [] : Array(fields[2..<firstMetric]),
            metrics: names, Array(fields[firstMetric..<firstMetric + names.count]), wallTime: $0,
            to: &$1)
        }
        next += 1
      }
    }

    for row in 0..<timing.count {
      let fields = Array(timing[row])
      seconds = fields[0]
      addEpochs(upTo: fields[1])
      let epoch = number(fields[2])
      guard takesTime(epoch: epoch, seconds: seconds) else { continue }
      replay.add(seconds: seconds) {
        append(
          epoch: epoch, update: number(fields[1]), seconds: seconds, wallTime: $0, to: &$1)
      }
    }
    addEpochs(upTo: .infinity)
    return replay
  }
}

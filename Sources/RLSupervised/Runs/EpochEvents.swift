import RLRuns
import RLState

/// A task's record as TensorBoard reads it: `train/NAME` for losses, `eval/NAME` for evaluations. The
/// step is the epoch.
package struct EpochEvents: EventScheme {
  private let updatesPerEpoch: Int
  /// The update with which the run begins: 0, but for a fork.
  private let firstUpdate: Int
  private var lossTags: [String] = []
  private var metricTags: [String] = []
  /// Whether the evaluation before training has been told.
  private var hasBegun: Bool
  /// The latest epoch at which the time was told.
  private var timedEpoch = 0

  init(updatesPerEpoch: Int, firstUpdate: Int) {
    self.updatesPerEpoch = updatesPerEpoch
    self.firstUpdate = firstUpdate
    // A fork has no such row.
    hasBegun = firstUpdate > 0
  }

  package static var axisColumn: Int { 0 }
  package static func axis(ofTiming counts: [Int]) -> Int { counts[1] }

  package mutating func begin(columns: [String]) -> Bool {
    func tags(_ prefix: String, _ folder: String) -> [String] {
      columns.filter { $0.hasPrefix(prefix) }.map { folder + $0.dropFirst(prefix.count) }
    }
    lossTags = tags("training.", "train/")
    metricTags = tags("evaluation.", "eval/")
    return !metricTags.isEmpty && columns.count == lossTags.count + metricTags.count + 3
  }

  package mutating func scalars(
    ofRow fields: [Double]
  ) -> (tags: [String], values: [Double]) {
    let losses = fields[2..<2 + lossTags.count]
    let metrics = Array(fields[2 + lossTags.count..<fields.count - 1])
    guard hasBegun else {
      hasBegun = true
      return (metricTags, metrics)
    }
    return (lossTags + metricTags, losses + metrics)
  }

  /// How long it took to come to an update; of each epoch once.
  package mutating func scalars(
    ofTiming fields: [Double]
  ) -> (tags: [String], values: [Double])? {
    let (seconds, updates, epoch) = (fields[0], fields[1], Int(clamped: fields[2]))
    guard seconds > 0, epoch > timedEpoch, updates > Double(firstUpdate) else { return nil }
    timedEpoch = epoch
    let rate = (updates - Double(firstUpdate)) / seconds
    return (
      ["time/time_elapsed", "time/epoch_seconds", "time/updates_per_second"],
      [seconds, Double(updatesPerEpoch) / rate, rate]
    )
  }
}

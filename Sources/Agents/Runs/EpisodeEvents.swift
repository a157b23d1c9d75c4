import Environments
import RLNet
import RLRuns
import RLSettings

/// An agent's record as TensorBoard reads it, by the names that its users know from Stable-Baselines3.
/// The step is that of the environment.
///
/// The agent's measures are told once they have been measured, and where these have changed since
/// the episode before. An agent that learns once in many episodes would repeat itself, at a cost that
/// could be measured.
struct EpisodeEvents {
  private let episode = ScalarEvent([
    "rollout/return", "rollout/length", "rollout/ep_rew_mean", "rollout/ep_len_mean",
  ])
  /// What measures are called.
  private let tags: [String]
  /// Those that have been measured, by their place among the tags.
  private var measured: [Int] = []
  /// An episode with those.
  private var changedEpisode: ScalarEvent
  private let time = ScalarEvent(["time/fps", "time/time_elapsed"])
  private let selection = ScalarEvent(["selection/mean_reward"])
  private let evaluation = ScalarEvent(["eval/mean_reward"])
  /// The step with which the run begins: 0, but for a fork.
  private let firstStep: Int
  private var lengths = RecentLengths()
  /// What is told of the latest episode.
  private var values: [Double] = []
  private var measures: [Double?]

  /// - Parameter measures: the agent's.
  init(measures: [Measure], firstStep: Int) {
    self.firstStep = firstStep
    tags = measures.map(\.tag)
    self.measures = tags.map { _ in nil }
    changedEpisode = episode
  }

  /// Takes an episode, as `metrics.csv` has it.
  ///
  /// - Parameters:
  ///   - recentMean: the mean return of the last 100 episodes, with this one.
  ///   - measures: as many as there are tags; nil where nothing has been measured.
  mutating func take(total: Double, length: Int, recentMean: Double?, measures: [Double?]) {
    lengths.add(length)
    values.removeAll(keepingCapacity: true)
    values.append(total)
    values.append(Double(length))
    values.append(recentMean ?? total)
    values.append(lengths.mean)
    if measures.count(where: { $0 != nil }) != measured.count {
      measured = measures.indices.filter { measures[$0] != nil }
      changedEpisode = ScalarEvent(episode.tags + measured.map { tags[$0] })
    }
    guard measured.contains(where: { measures[$0] != self.measures[$0] }) else { return }
    self.measures = measures
    for index in measured { values.append(measures[index] ?? .nan) }
  }

  /// Appends the episode that was taken.
  func appendEpisode(step: Int, wallTime: Double, to bytes: inout [UInt8]) {
    let event = values.count == episode.tags.count ? episode : changedEpisode
    event.append(values, wallTime: wallTime, step: step, to: &bytes)
  }

  /// Appends how long it took to come to a step, if that can be told.
  func append(step: Int, seconds: Double, wallTime: Double, to bytes: inout [UInt8]) {
    guard seconds > 0 else { return }
    time.append(
      [Double(step - firstStep) / seconds, seconds], wallTime: wallTime, step: step, to: &bytes)
  }

  /// Appends an evaluation that chooses weights.
  func append(step: Int, selectionMean: Double, wallTime: Double, to bytes: inout [UInt8]) {
    selection.append([selectionMean], wallTime: wallTime, step: step, to: &bytes)
  }

  /// Appends an evaluation that is only recorded.
  func append(step: Int, evaluationMean: Double, wallTime: Double, to bytes: inout [UInt8]) {
    evaluation.append([evaluationMean], wallTime: wallTime, step: step, to: &bytes)
  }
}

extension EpisodeEvents {
  /// Makes the events of the record in a folder again.
  ///
  /// Their order is that in which they came to be: a row of time comes after all that was recorded up
  /// to its step, and evaluations after the episodes, those that choose weights first.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  mutating func replay(
    _ folder: RunFolder, settings: [(key: String, value: SettingValue)], hasSelections: Bool,
    hasEvaluations: Bool
  ) throws -> EventReplay {
    let metrics = try RecordTable(folder.metricsPath)
    let timing = try RecordTable(folder.timingPath)
    let selections = hasSelections ? try RecordTable(folder.selectionsPath) : nil
    let evaluations = hasEvaluations ? try RecordTable(folder.evaluationsPath) : nil
    guard metrics.columns.count == tags.count + 6 else {
      throw RunFileError(
        file: folder.metricsPath, field: "line 1", problem: "it is not of this agent")
    }
    func number(_ value: Double) -> Int { Int(exactly: value.rounded()) ?? 0 }
    var replay = try EventReplay(
      folder, settings: settings, seconds: timing["seconds"]?.last ?? 0)
    var recent = RecentReturns()
    var (nextEpisode, nextSelection, nextEvaluation) = (0, 0, 0)
    var seconds = 0.0

    func addAll(upTo step: Double) {
      func row(_ table: RecordTable?, _ number: Int, step column: Int) -> (
        fields: [Double], step: Double
      ) {
        guard let table, number < table.count else { return ([], .infinity) }
        let fields = Array(table[number])
        return (fields, fields[column])
      }
      while true {
        let episode = row(metrics, nextEpisode, step: 1)
        let selection = row(selections, nextSelection, step: 0)
        let evaluation = row(evaluations, nextEvaluation, step: 0)
        let next = min(episode.step, selection.step, evaluation.step)
        guard next <= step, next.isFinite else { return }
        if episode.step == next {
          let fields = episode.fields
          recent.add(fields[2])
          take(
            total: fields[2], length: number(fields[3]), recentMean: recent.mean,
            measures: fields[5..<fields.count - 1].map { $0.isNaN ? nil : $0 })
          replay.add(seconds: seconds) {
            appendEpisode(step: number(next), wallTime: $0, to: &$1)
          }
          nextEpisode += 1
        } else if selection.step == next {
          replay.add(seconds: seconds) {
            append(
              step: number(next), selectionMean: selection.fields[2], wallTime: $0, to: &$1)
          }
          nextSelection += 1
        } else {
          replay.add(seconds: seconds) {
            append(
              step: number(next), evaluationMean: evaluation.fields[2], wallTime: $0, to: &$1)
          }
          nextEvaluation += 1
        }
      }
    }

    for row in 0..<timing.count {
      let fields = Array(timing[row])
      seconds = fields[0]
      addAll(upTo: fields[1])
      replay.add(seconds: seconds) {
        append(step: number(fields[1]), seconds: seconds, wallTime: $0, to: &$1)
      }
    }
    addAll(upTo: .infinity)
    return replay
  }
}

/// The lengths of the last 100 episodes.
private struct RecentLengths {
  private var lengths: [Int] = []
  private var next = 0
  private var sum = 0

  mutating func add(_ length: Int) {
    sum += length
    if lengths.count < RecentReturns.greatestCount {
      lengths.append(length)
    } else {
      sum -= lengths[next]
      lengths[next] = length
      next = (next + 1) % RecentReturns.greatestCount
    }
  }

  var mean: Double { Double(sum) / Double(max(lengths.count, 1)) }
}

import Foundation
import Testing

/// The event file of a run holds what its CSV files hold. `Tests/TensorBoard/check.py` asks
/// TensorBoard itself.
@Suite struct EventTests {
  private static let name = "events.out.tfevents.rlrun"

  @Test(
    arguments: [
      "cartpole with dqn --steps 1500 --evaluate-every 400 --set learningStarts=300",
      "gridworld with reinforce --steps 4000",
      "gates --epochs 60 --set evaluateEvery=7",
    ])
  func everyNumberIsThereOnce(_ line: String) throws {
    try withTool { tool in
      #expect(try tool("\(line) --seed 4 --quiet --run-dir run").status == 0)
      try expectSameNumbers(tool, "run")
      let events = EventReader(try tool.data("run/\(Self.name)"))
      #expect(events.tags.first == "_hparams_/session_start_info")
      #expect(events.tags.last == "_hparams_/session_end_info")
    }
  }

  /// The loss, values and entropy of the first update are the first that are told.
  @Test(
    arguments: [
      ("cartpole with dqn --steps 1500 --set learningStarts=600", ["loss", "q"]),
      ("gridworld with reinforce --steps 6000", ["entropy", "loss"]),
    ])
  func whatIsNotMeasuredIsNotThere(_ line: String, _ names: [String]) throws {
    try withTool { tool in
      #expect(try tool("\(line) --quiet --run-dir run").status == 0)
      let rows = try rows(tool, "run/metrics.csv")
      let events = EventReader(try tool.data("run/\(Self.name)")).scalars
      for name in names {
        let first = try #require(rows.firstIndex { $0[name] != "" })
        #expect(first > 0 && rows[first...].allSatisfy { Double($0[name] ?? "") != nil })
        #expect(rows[first][name].flatMap { Double($0) } != 0)
        let tag = name == "q" ? "train/q_values" : "train/\(name)"
        let step = rows[first]["step"].flatMap { Int($0) }
        #expect(events[tag]?.first?.step == step, "\(name)")
      }
      #expect(rows.allSatisfy { $0["exploration"] != "" })
      #expect(try tool("verify run --quiet").status == 0)
    }
  }

  /// A killed run goes on with the same curves, without a gap or a double, whatever became of the end
  /// of its event file, or of all of it.
  @Test(
    .timeLimit(.minutes(10)),
    arguments: [
      "cartpole with dqn --steps 6000 --checkpoint-every 600 --evaluate-every 500"
        + " --set stopReturn=none",
      "cartpole with reinforce --steps 90000 --checkpoint-every 9000",
      "gates --epochs 40000 --checkpoint-every 2000 --set evaluateEvery=9",
    ])
  func aResumedRunHasNoGapAndNoDouble(_ line: String) throws {
    try withTool { tool in
      let arguments = "\(line) --quiet --run-dir killed".split(separator: " ").map(String.init)
      let outcome = try tool.signalled(
        SIGKILL, arguments, making: "killed",
        once: { tool.checkpoints(of: "killed").count > 1 },
        wasAmid: { !tool.exists("killed/receipt.json") })
      try #require(outcome.isSignalled)
      let data = try tool.data("killed/\(Self.name)")
      var damages: [Data?] = [data, nil, Data(), Data("no events".utf8), data + Data(count: 99)]
      damages += [1, 9, 20, 60].map { data.dropLast($0) }
      var spoilt = data
      spoilt[data.count / 2] ^= 4
      damages.append(spoilt)
      for (index, damaged) in damages.enumerated() {
        try tool.copy("killed", to: "run")
        try tool.remove("run/\(Self.name)")
        if let damaged { try tool.write(damaged, to: "run/\(Self.name)") }
        let resumed = try tool("resume run --quiet")
        #expect(resumed.status == 0 && resumed.errors == "", "\(index): \(resumed.errors)")
        try expectSameNumbers(tool, "run", "damage \(index)")
        // What was whole has kept its times.
        let kept = index == 0 || index == 4 ? 2_000 : index == 9 ? data.count / 3 : 0
        #expect(try tool.data("run/\(Self.name)").prefix(kept) == data.prefix(kept), "\(index)")
        try tool.remove("run")
      }
    }
  }

  private func expectSameNumbers(_ tool: Tool, _ run: String, _ comment: String = "") throws {
    let isAgent = try tool.text("\(run)/metrics.csv").hasPrefix("episode")
    let expected = try isAgent ? agentNumbers(tool, run) : taskNumbers(tool, run)
    var found = EventReader(try tool.data("\(run)/\(Self.name)")).scalars
    for tag in found.keys where tag.hasPrefix("hparam/") {
      #expect(found.removeValue(forKey: tag)?.count == 1)
    }
    #expect(Set(found.keys) == Set(expected.keys), "\(comment)")
    for (tag, points) in expected {
      #expect(found[tag]?.count == points.count, "\(tag) \(comment)")
      let isSame = found[tag] == points
      #expect(isSame, "\(tag) \(comment)")
    }
  }

  private typealias Numbers = [String: [EventReader.Point]]

  private func rows(_ tool: Tool, _ path: String) throws -> [[String: String]] {
    guard tool.exists(path) else { return [] }
    let lines = try tool.text(path).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  private func agentNumbers(_ tool: Tool, _ run: String) throws -> Numbers {
    var numbers: Numbers = [:]
    func add(_ tag: String, _ step: String?, _ value: Double?) throws {
      numbers[tag, default: []].append(
        EventReader.Point(try #require(step.flatMap { Int($0) }), try #require(value)))
    }
    let diagnostics = [
      ("exploration", "rollout/exploration_rate"), ("loss", "train/loss"), ("q", "train/q_values"),
      ("entropy", "train/entropy"),
    ]
    // Added up in the order of a ring of 100, for the last bit's sake.
    var (returns, lengths) = (([Double]()), ([Double]()))
    var latest: [String] = []
    for (index, row) in try rows(tool, "\(run)/metrics.csv").enumerated() {
      let total = try #require(row["return"].flatMap { Double($0) })
      let length = try #require(row["length"].flatMap { Double($0) })
      if index < 100 {
        returns.append(total)
        lengths.append(length)
      } else {
        (returns[index % 100], lengths[index % 100]) = (total, length)
      }
      try add("rollout/return", row["step"], total)
      try add("rollout/length", row["step"], length)
      try add("rollout/ep_rew_mean", row["step"], returns.reduce(0, +) / Double(returns.count))
      try add("rollout/ep_len_mean", row["step"], lengths.reduce(0, +) / Double(lengths.count))
      // A field is empty where nothing has been measured.
      let values = diagnostics.compactMap { row[$0.0] }.filter { !$0.isEmpty }
      guard values != latest else { continue }
      latest = values
      for (name, tag) in diagnostics where row[name]?.isEmpty == false {
        try add(tag, row["step"], row[name].flatMap { Double($0) })
      }
    }
    for row in try rows(tool, "\(run)/timing.csv") {
      let seconds = try #require(row["seconds"].flatMap { Double($0) })
      guard seconds > 0 else { continue }
      try add("time/time_elapsed", row["step"], seconds)
      try add("time/fps", row["step"], row["step"].flatMap { Double($0) }.map { $0 / seconds })
    }
    for row in try rows(tool, "\(run)/selections.csv") {
      try add("selection/mean_reward", row["step"], row["mean"].flatMap { Double($0) })
    }
    for row in try rows(tool, "\(run)/evaluations.csv") {
      try add("eval/mean_reward", row["step"], row["mean"].flatMap { Double($0) })
    }
    return numbers
  }

  private func taskNumbers(_ tool: Tool, _ run: String) throws -> Numbers {
    var numbers: Numbers = [:]
    for row in try rows(tool, "\(run)/metrics.csv") {
      let epoch = try #require(row["epoch"].flatMap { Int($0) })
      for (name, text) in row {
        guard let value = Double(text), let dot = name.firstIndex(of: ".") else { continue }
        let tag = (name.hasPrefix("training.") ? "train/" : "eval/") + name[dot...].dropFirst()
        numbers[tag, default: []].append(.init(epoch, value))
      }
    }
    var last = 0
    for row in try rows(tool, "\(run)/timing.csv") {
      let epoch = try #require(row["epoch"].flatMap { Int($0) })
      let seconds = try #require(row["seconds"].flatMap { Double($0) })
      let update = try #require(row["update"].flatMap { Double($0) })
      guard seconds > 0, epoch > last else { continue }
      last = epoch
      numbers["time/time_elapsed", default: []].append(.init(epoch, seconds))
      numbers["time/updates_per_second", default: []].append(.init(epoch, update / seconds))
      // These tasks make one update an epoch.
      numbers["time/epoch_seconds", default: []].append(.init(epoch, 1 / (update / seconds)))
    }
    return numbers
  }
}

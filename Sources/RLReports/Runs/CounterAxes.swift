import Agents
import RLRuns
import RLSupervised

extension RunHistory<AgentSubject> {
  /// Episodes over steps.
  var episodesBySteps: Curve {
    counted(metrics["step"], metrics["episode"], from: Double(run.firstStep))
  }

  /// Seconds of training over steps.
  var secondsBySteps: Curve {
    var curve = counted(timing["step"], timing["seconds"], from: Double(run.firstStep))
    if let result, let last = curve.x.last, let seconds = curve.y.last,
      Double(result.steps) > last, result.trainSeconds > seconds
    {
      curve.x.append(Double(result.steps))
      curve.y.append(result.trainSeconds)
    }
    return curve
  }
}

extension RunHistory<TaskSubject> {
  /// Updates over epochs.
  var updatesByEpochs: Curve { counted(metrics["epoch"], metrics["update"], from: 0) }

  /// Seconds of training over epochs.
  var secondsByEpochs: Curve {
    guard let epochs = metrics["epoch"]?.last, let updates = metrics["update"]?.last, epochs > 0
    else { return Curve() }
    var curve = counted(
      timing["update"]?.map { $0 * epochs / updates }, timing["seconds"], from: 0)
    if let result, result.trainSeconds > curve.y.last ?? 0, epochs > curve.x.last ?? 0 {
      if curve.isEmpty { curve = Curve(x: [0], y: [0]) }
      curve.x.append(epochs)
      curve.y.append(result.trainSeconds)
    }
    return curve
  }
}

extension RunHistory {
  /// What was counted over the course of training, from none at its start; rows at one place, of which
  /// the latest counts, are one.
  fileprivate func counted(_ x: [Double]?, _ y: [Double]?, from start: Double) -> Curve {
    guard let x, let y, !x.isEmpty else { return Curve() }
    // A fork's ancestors have counts of their own.
    var curve = start == 0 && x[0] > 0 ? Curve(x: [0], y: [0]) : Curve()
    for (place, value) in zip(x, y) where place.isFinite && value.isFinite {
      if let last = curve.x.last, place <= last {
        curve.y[curve.y.count - 1] = value
      } else {
        curve.x.append(place)
        curve.y.append(value)
      }
    }
    return curve
  }
}

extension HistoryGroup<AgentSubject> {
  /// What its steps can also be told as.
  var counterAxes: [CounterAxis] {
    [
      CounterAxis("episodes", of: members.map(\.episodesBySteps)),
      CounterAxis("time", of: members.map(\.secondsBySteps)),
    ].compactMap(\.self)
  }
}

extension HistoryGroup<TaskSubject> {
  /// What its epochs can also be told as.
  var counterAxes: [CounterAxis] {
    [
      CounterAxis("updates", of: members.map(\.updatesByEpochs)),
      CounterAxis("time", of: members.map(\.secondsByEpochs)),
    ].compactMap(\.self)
  }
}

import RLRuns
import RLSettings
import RLSupervised

/// The curves of a task's run.
extension RunHistory<TaskSubject> {
  /// A column over the epochs.
  package func curve(_ column: String) -> Curve {
    guard let epochs = metrics["epoch"], let values = metrics[column] else { return Curve() }
    return .means(x: epochs, y: values)
  }

  /// What is measured, each name once: `cost` of `training.cost` and `evaluation.cost`.
  package var quantities: [String] {
    distinct(
      metrics.columns.compactMap { column in
        column.firstIndex(of: ".").map { String(column[column.index(after: $0)...]) }
      })
  }

  /// Seconds an epoch, between rows of `timing.csv`.
  package var secondsPerEpoch: Curve {
    guard let seconds = timing["seconds"], let updates = timing["update"],
      let epochs = metrics["epoch"]?.last, let all = metrics["update"]?.last, epochs > 0
    else { return Curve() }
    return .secondsPerEpoch(updates, seconds, updatesPerEpoch: all / epochs)
  }
}

extension Curve {
  /// Seconds an epoch: from row to row, where they are an epoch or more apart. Within an epoch it is
  /// not known which updates had an evaluation among them.
  ///
  /// - Parameters:
  ///   - updates: of each row, how many there were so far.
  ///   - seconds: of each row, how long they took.
  package static func secondsPerEpoch(
    _ updates: [Double], _ seconds: [Double], updatesPerEpoch: Double
  ) -> Curve {
    var (x, y): ([Double], [Double]) = ([], [])
    var last = (update: 0.0, seconds: 0.0)
    for (update, second) in zip(updates, seconds) where update - last.update >= updatesPerEpoch {
      x.append(update / updatesPerEpoch)
      y.append((second - last.seconds) * updatesPerEpoch / (update - last.update))
      last = (update, second)
    }
    return .means(x: x, y: y)
  }
}

extension RunHistory<TaskSubject> {
  /// The hyper-parameters of the run's task.
  ///
  /// - Throws: `SettingError`.
  func configuration<T: SupervisedTask>(of task: T.Type) throws(SettingError) -> T.Configuration {
    var configuration = T.Configuration()
    try T.Configuration.settings.apply(run.settings.hyperparameters, to: &configuration)
    return configuration
  }
}

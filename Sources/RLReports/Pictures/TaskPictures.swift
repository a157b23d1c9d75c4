import RLRuns
import RLSupervised

/// A task that shows what it has learned.
protocol PicturedTask: SupervisedTask {
  /// What it has learned.
  ///
  /// - Parameter history: of the run that it was trained in.
  /// - Throws: `DataError`, `SettingError`.
  func pictures(of history: TaskHistory) throws -> [Picture]
}

/// What the network of a task's run has learned.
///
/// - Throws: `DataError` where the data are missing, damaged or others; what reading the weights
///   throws.
package func pictures(
  of history: TaskHistory, at place: RunPlace, _ toolkit: Toolkit
) throws -> [Picture] {
  func pictures<T: SupervisedTask>(_ type: T.Type) throws -> [Picture] {
    guard type is any PicturedTask.Type else { return [] }
    let task: T = try place.task(toolkit)
    return try (task as? any PicturedTask)?.pictures(of: history) ?? []
  }
  let task = try history.run.taskType(in: history.folder, toolkit.tasks)
  return try pictures(task)
}

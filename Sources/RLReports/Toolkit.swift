import Agents
import Environments
import RLFiles
import RLRuns
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What runs are of: environments, agents and tasks by name, and where data lie.
package struct Toolkit: Sendable {
  package var catalog: Catalog
  package var tasks: TaskCatalog
  package var data: DataStore

  package init(
    _ catalog: Catalog = .builtIn, tasks: TaskCatalog = .builtIn, data: DataStore
  ) {
    (self.catalog, self.tasks, self.data) = (catalog, tasks, data)
  }

  /// What is trained in the run of a folder.
  ///
  /// This is the one place that tells the kinds of runs apart.
  ///
  /// - Throws: `FileError`, `RunFileError` where its configuration does not tell.
  package func training(in folder: RunFolder) throws -> any ShownTraining.Type {
    func ofAgent<A: Agent>(_ agent: A.Type) -> any ShownTraining.Type { Training<A>.self }
    func ofTask<T: SupervisedTask>(_ task: T.Type) -> any ShownTraining.Type {
      SupervisedTraining<T>.self
    }
    if try isOfTask(folder) {
      let task = try TaskRun.read(from: folder).taskType(in: folder, tasks)
      return ofTask(task)
    }
    let agent = try AgentRun.read(from: folder).agentType(in: folder, catalog)
    return ofAgent(agent)
  }

  /// The kind of the run of a folder, which is known even where what was trained is not.
  ///
  /// - Throws: `FileError` where its configuration cannot be read.
  package func subject(of folder: RunFolder) throws -> any ShownSubject.Type {
    try isOfTask(folder) ? TaskSubject.self : AgentSubject.self
  }

  /// Whether its configuration says so; where it does not tell, its reader then tells what is wrong.
  private func isOfTask(_ folder: RunFolder) throws -> Bool {
    struct Head: Decodable {
      let isOfTask: Bool

      private enum CodingKeys: String, CodingKey { case task }

      init(from decoder: any Decoder) throws {
        isOfTask = try decoder.container(keyedBy: CodingKeys.self).contains(.task)
      }
    }
    do {
      return try decodeJSON(Head.self, in: folder.configurationFile).isOfTask
    } catch is RunFileError {
      return false
    }
  }
}

/// A training whose run can be shown.
package protocol ShownTraining: Trainable where Subject: ShownSubject {
  /// What the recipe of a folder's run is looked up in.
  static func resources(of toolkit: Toolkit, in folder: RunFolder) throws -> Resources
  /// What is done beside the loop of a run, after what its kind does: videos.
  static func furtherSteps(
    of run: RunConfiguration<Subject>
  ) -> [any LoopStep<Self>]
}

extension ShownTraining {
  package static func furtherSteps(
    of run: RunConfiguration<Subject>
  ) -> [any LoopStep<Self>] { [] }
}

extension Training: ShownTraining {
  package static func resources(of toolkit: Toolkit, in folder: RunFolder) -> Catalog {
    toolkit.catalog
  }

  package static func furtherSteps(of run: AgentRun) -> [any LoopStep<Training>] {
    run.recording.recordEvery > 0 ? [VideoStep<A>(run: run)] : []
  }
}

extension SupervisedTraining: ShownTraining {
  package static func resources(of toolkit: Toolkit, in folder: RunFolder) throws -> DataStore {
    try toolkit.data.knowing(folder)
  }
}

extension ShownTraining {
  /// The run of a folder.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package static func run(in folder: RunFolder, of toolkit: Toolkit) throws -> PreparedRun<Self> {
    var run = try PreparedRun<Self>(in: folder, with: resources(of: toolkit, in: folder))
    run.furtherSteps = { furtherSteps(of: $0) }
    return run
  }
}

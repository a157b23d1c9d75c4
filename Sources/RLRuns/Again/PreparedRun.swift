import RLSettings

/// A run's configuration as objects, ready to train.
package struct PreparedRun<T: Trainable>: Sendable {
  /// With the digest of its data once these have been read.
  package private(set) var configuration: RunConfiguration<T.Subject>
  package let resources: T.Resources
  /// What is done beside the loop, after the steps that its kind has.
  package var furtherSteps: @Sendable (RunConfiguration<T.Subject>) -> [any LoopStep<T>] = { _ in []
  }
  /// What it was in turn where it is a fork, the oldest first, and at last what it is.
  let stages: [Stage]

  /// A run, or what a run was before it was forked.
  struct Stage: Sendable {
    let recipe: T.Recipe
    /// The step at which the next one begins; nil of the last one.
    let untilStep: Int?
  }

  /// Makes objects of a configuration.
  ///
  /// - Throws: as `Trainable.recipe`.
  package init(_ run: RunConfiguration<T.Subject>, with resources: T.Resources) throws {
    configuration = run
    self.resources = resources
    stages =
      try run.ancestors.map {
        Stage(
          recipe: try T.recipe(for: run.subject, $0.settings, in: resources),
          untilStep: $0.untilStep)
      } + [
        Stage(recipe: try T.recipe(for: run.subject, run.settings, in: resources), untilStep: nil)
      ]
  }

  package var seed: UInt64 { configuration.seed }

  /// What the run is made from.
  package var recipe: T.Recipe { stages[stages.count - 1].recipe }

  /// The further files of its record.
  var tables: [RecordTableName] { T.tables(of: configuration, recipe) }

  /// The step with which the run begins: 0, but for a fork.
  package var firstStep: Int { configuration.firstStep }

  /// The run before its first step, into which a checkpoint can be loaded.
  package var blank: T {
    get throws { try T(recipe, seed: seed) }
  }

  /// The run with the digest of its data, from a training that has read them.
  package func on(_ training: T) -> PreparedRun {
    var run = self
    run.configuration.data = training.dataDigest
    return run
  }

  /// The run as it was with another seed.
  package func seeded(_ seed: UInt64) -> PreparedRun {
    var run = self
    run.configuration.seed = seed
    return run
  }

  /// The run before its first step. Of a fork, the ancestors are trained again up to there.
  ///
  /// - Parameters:
  ///   - blank: what `blank` gives, where it has been made.
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - announce: called once, where it takes longer than a second, with the step up to which the
  ///     ancestors are trained.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `StateError` where the state of an ancestor does not fit the next one.
  package func start(
    blank: T? = nil, isInterrupted: () -> Bool = { false },
    announce: (_ step: Int) -> Void = { _ in }
  ) throws -> T? {
    var again = try Retraining(self, blank: blank)
    var patience = Patience()
    while again.isAmongAncestors {
      try again.advance()
      if isInterrupted() { return nil }
      if patience.ends() { announce(firstStep) }
    }
    return again.training
  }
}

extension PreparedRun {
  /// Makes the run of a folder.
  ///
  /// - Throws: `RunFileError`, which names the file, where the configuration makes no sense.
  package init(
    _ run: RunConfiguration<T.Subject>, in folder: RunFolder, with resources: T.Resources
  ) throws {
    let file = folder.configurationFile
    let all =
      run.ancestors.enumerated().map {
        ("ancestors.\($0).hyperparameters", $1.settings.hyperparameters)
      } + [("hyperparameters", run.settings.hyperparameters)]
    for (field, hyperparameters) in all {
      // What an older version did not know has its standard value, which does what that version did.
      for key in T.hyperparameterKeys
      where run.version == toolkitVersion && hyperparameters[key] == nil {
        throw RunFileError(file: file, field: "\(field).\(key)", problem: "it is missing")
      }
    }
    do {
      try self.init(run, with: resources)
    } catch let error as any SettingProblem {
      throw RunFileError(file: file, field: nil, problem: error.description)
    }
  }

  /// Reads the run of a folder.
  ///
  /// - Throws: `FileError`, `RunFileError`.
  package init(in folder: RunFolder, with resources: T.Resources) throws {
    try self.init(.read(from: folder), in: folder, with: resources)
  }

  /// Sees to it that a training has read the data that the run began with.
  ///
  /// - Throws: `OtherDataError`.
  package func requireData(of training: T, in folder: RunFolder) throws(OtherDataError) {
    if training.dataDigest != configuration.data { throw OtherDataError(path: folder.path) }
  }
}

/// What a configuration that was written by hand, or elsewhere, can have wrong.
package protocol SettingProblem: Error, CustomStringConvertible {}
extension SettingError: SettingProblem {}
extension UnknownNameError: SettingProblem {}

/// A run cannot go on with other data than it began with, nor be judged by them.
package struct OtherDataError: Error, Hashable, CustomStringConvertible {
  package let path: String

  package var description: String {
    "the data are not those that \(path) began with; name their folder with --data or RLNET_DATA"
  }
}

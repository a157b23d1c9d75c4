import RLFiles
import RLSettings
import RLState

/// All that a run follows from, its data by their digest, and how it is recorded: `config.json`. It is
/// complete: no default is left open.
///
/// What its subject has, such as the agent, is read as if it were its own.
@dynamicMemberLookup
package struct RunConfiguration<Subject: RunSubject>: Sendable, Hashable {
  /// The version of the toolkit that made it.
  package var version = toolkitVersion
  package var subject: Subject
  /// The preset that the hyper-parameters started from.
  package var preset: String
  package var seed: UInt64
  package var settings: RunSettings
  /// SHA-256 of the data that it follows from; nil where there are none, or they have not been read.
  package var data: String?
  /// Where the run is a fork: what it was before, the oldest first.
  package var ancestors: [RunAncestor] = []
  /// What is kept of it; changes nothing else.
  package var recording: RecordingOptions

  package init(
    _ subject: Subject, preset: String, seed: UInt64, _ settings: RunSettings,
    recording: RecordingOptions
  ) {
    self.subject = subject
    self.preset = preset
    self.seed = seed
    self.settings = settings
    self.recording = recording
  }

  package subscript<Value>(dynamicMember path: KeyPath<Subject, Value>) -> Value {
    subject[keyPath: path]
  }

  package subscript<Value>(dynamicMember path: WritableKeyPath<RunSettings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// The step with which the run begins: 0, but for a fork.
  package var firstStep: Int { ancestors.last?.untilStep ?? 0 }

  /// All settings, by names that tell runs of different kinds apart.
  package var flatSettings: [(key: String, value: SettingValue)] {
    let seed = Int(exactly: self.seed).map(SettingValue.int) ?? .string("\(self.seed)")
    return subject.names.map { ($0.key, .string($0.value)) }
      + [("preset", .string(preset)), ("seed", seed)]
      + (settings.environment ?? [:]).map { ("environment.\($0)", $1) }
      + settings.hyperparameters.map { ($0, $1) }
  }

  /// SHA-256 of what the run follows from, by which a checkpoint knows its run.
  package var fingerprint: String {
    get throws {
      let text = try compactJSON(RunDeterminants(self))
      return SHA256.hexDigest(of: Array("\(version)\n\(data ?? "")\n\(text)".utf8))
    }
  }

  /// What `weights.safetensors` says of its run.
  package var weightsMetadata: [String: String] {
    var metadata = ["version": version]
    for name in subject.names { metadata[name.key] = name.value }
    return metadata
  }

  /// Sees to it that what the weights of a folder say of their run, as far as they say it, is this run.
  ///
  /// - Throws: `RunFileError`.
  package func requireOwnWeights(
    _ metadata: [String: String], in folder: RunFolder
  ) throws(RunFileError) {
    for name in subject.names {
      guard let found = metadata[name.key], found != name.value else { continue }
      throw RunFileError(
        file: folder.weightsFile, field: "__metadata__.\(name.key)",
        problem: "found \(found), expected \(name.value); these are the weights of another run")
    }
  }
}

/// What a run was before it was forked.
package struct RunAncestor: Sendable, Hashable {
  package var settings: RunSettings
  /// The step at which the next one began.
  package var untilStep: Int

  package init(_ settings: RunSettings, untilStep: Int) {
    (self.settings, self.untilStep) = (settings, untilStep)
  }
}

/// The part of a configuration that a run follows from.
package struct RunDeterminants<Subject: RunSubject>: Sendable, Hashable {
  package var subject: Subject
  package var settings: RunSettings
  package var seed: UInt64
  package var ancestors: [RunAncestor]

  package init(_ run: RunConfiguration<Subject>) {
    (subject, settings, seed) = (run.subject, run.settings, run.seed)
    ancestors = run.ancestors
  }
}

import RLFiles

/// What a run got: `result.json`, and what `--json` prints. What its kind has to tell is read as if it
/// were its own.
@dynamicMemberLookup
package struct RunResult<Subject: RunSubject>: Sendable {
  package var subject: Subject
  package var preset: String
  package var seed: UInt64
  /// Seconds of training.
  package var trainSeconds: Double
  /// The path of the run's folder.
  package var run: String
  /// Whether a person stopped it before its end.
  package var isInterrupted: Bool
  /// SHA-256 of the files of the record, by name, of a run that has come to its end.
  package var record: [String: String]?
  package var content: Subject.Result

  init(
    _ run: RunConfiguration<Subject>, _ content: Subject.Result, seconds: Double,
    in folder: RunFolder, isInterrupted: Bool
  ) {
    (subject, preset, seed) = (run.subject, run.preset, run.seed)
    trainSeconds = seconds
    self.run = folder.path
    self.isInterrupted = isInterrupted
    self.content = content
  }

  package subscript<Value>(dynamicMember path: KeyPath<Subject.Result, Value>) -> Value {
    content[keyPath: path]
  }
}

extension RunResult: Encodable {
  /// `interrupted` is there only where true.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: FieldName.self)
    for name in subject.names { try container.encode(name.value, forKey: FieldName(name.key)) }
    try container.encode(preset, forKey: FieldName("preset"))
    try container.encode(seed, forKey: FieldName("seed"))
    try container.encode(trainSeconds, forKey: FieldName("trainSeconds"))
    try content.encode(to: encoder)
    try container.encode(run, forKey: FieldName("run"))
    try container.encodeIfPresent(record, forKey: FieldName("record"))
    if isInterrupted { try container.encode(true, forKey: FieldName("interrupted")) }
  }
}

/// A key of JSON that is known at run time.
package struct FieldName: CodingKey {
  package let stringValue: String
  package var intValue: Int? { nil }

  package init(_ name: String) { stringValue = name }
  package init?(stringValue: String) { self.init(stringValue) }
  package init?(intValue: Int) { nil }
}

import RLReports
import RLRuns

/// A training that a person is told of in the terminal.
protocol ToldTraining: ShownTraining where Subject: ToldSubject {
  associatedtype Text: ShownProgress & Sendable

  /// How far it is.
  ///
  /// - Parameter recent: what is told of its latest rows; nil where a run is only trained again.
  static func progress(_ training: Self, _ recent: Recent?) -> Text
  /// The step at which it ends at the latest.
  var allSteps: Int { get }
  /// What is to be trained: `dqn on CartPole-v1 for 50 000 steps`.
  func told(_ run: RunConfiguration<Subject>) -> String
  /// What there is to tell when it has come to its end.
  func toldAtEnd(_ run: RunConfiguration<Subject>) -> [(line: String, isWarning: Bool)]
  /// What a run came to, in lines.
  static func summary(
    _ result: RunResult<Subject>, of training: Self, in folder: RunFolder
  ) -> [String]
  /// How a run learned.
  static func curve(_ result: RunResult<Subject>, in folder: RunFolder) -> CurveText?
  /// What is needed to go on with a run, after its path.
  static func option(of toolkit: Toolkit) -> String
  /// How a run can be looked at beside its report.
  static func nextStep(in folder: RunFolder) -> String?

  /// Evaluates, plays and looks around the weights of a run.
  static func evaluate(_ command: EvaluateCommand, in folder: RunFolder) throws -> ExitStatus
  static func play(_ command: PlayCommand, in folder: RunFolder) throws -> ExitStatus
  static func landscape(_ command: LandscapeCommand, in folder: RunFolder) throws -> Landscape?
}

/// What is told of a kind of run, whatever it trains.
protocol ToldSubject: ShownSubject {
  /// What is trained: `dqn on CartPole-v1`, `mnist`.
  static func told(_ run: RunConfiguration<Self>) -> String
  /// The settings that are told beside what is trained.
  static var settingsToldBeside: [String] { get }
  /// What is the same where a run is trained again: counts, and hashes by their names.
  static func identical(_ outcome: Outcome) -> (counts: [String], hash: String)
  /// What else there is to tell of a verification.
  static func notes(_ receipt: RunReceipt<Self>, _ toolkit: Toolkit) -> [String]
  /// What a run came to, in rows of a comparison.
  static func rows(_ outcome: Outcome?) -> [(name: String, value: String?)]
  /// The configuration with other settings.
  static func changed(
    _ run: RunConfiguration<Self>, by assignments: [Assignment], keepsSchedules: Bool,
    _ toolkit: Toolkit
  ) throws -> RunConfiguration<Self>
  /// What a folder of a run is called unless stated.
  static func folderName(_ run: RunConfiguration<Self>, _ toolkit: Toolkit) throws -> String
  /// Whether its preset is the one that is taken unless stated.
  static func isFirstPreset(_ run: RunConfiguration<Self>, _ toolkit: Toolkit) throws -> Bool
  /// The numbers of a result that a table of several has, with their titles.
  static func cells(_ results: [RunResult<Self>]) -> (titles: [String], rows: [[String]])
  /// What is told of runs while they train, such as their mean return.
  static var glanceTitle: String { get }
  /// What a result adds to a group, by the names of scores; empty where it was interrupted.
  static func outcomes(_ result: RunResult<Self>) -> [(score: String, outcome: SeedOutcome)]
  /// Whether a run is solved; nil where that is not known.
  static func isSolved(_ result: RunResult<Self>) -> Bool?
}

extension Toolkit {
  /// As `training(in:)`, to be told of.
  func told(in folder: RunFolder) throws -> any ToldTraining.Type {
    let training = try training(in: folder)
    guard let told = training as? any ToldTraining.Type else {
      fatalError("RLCommandLine: \(training) is no ToldTraining")
    }
    return told
  }

  /// As `subject(of:)`, to be told of.
  func toldSubject(of folder: RunFolder) throws -> any ToldSubject.Type {
    let subject = try subject(of: folder)
    guard let told = subject as? any ToldSubject.Type else {
      fatalError("RLCommandLine: \(subject) is no ToldSubject")
    }
    return told
  }
}

/// A number of things: `1 episode`, `2 episodes`.
func count(_ number: Int, _ noun: String) -> String {
  "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
}

import Environments
import RLRuns
import RLSettings
import RLState

/// What the run of an agent follows from: the agent, the environment, and how long it is evaluated.
package struct AgentSubject: RunSubject {
  /// The id of the environment.
  package var environment: String
  package var agent: String
  /// Episodes of the evaluation after training.
  package var evaluationEpisodes: Int

  package var names: [(key: String, value: String)] {
    [("environment", environment), ("agent", agent)]
  }
  package var learner: String? { agent }
  package var facts: [(name: String, value: String)] {
    [("evaluation episodes", "\(evaluationEpisodes)")]
  }
  package static var recordsEveryRow: Bool { true }
  package static let determinedFiles = ["selections.csv", "evaluations.csv"]
  package static let words = (step: "step", row: "episode")

  package static func scores(of evaluation: [String: Double]) -> [RunScore] {
    evaluation["mean"].map { [RunScore("mean", $0)] } ?? []
  }

  package typealias Outcome = AgentOutcome
  package typealias Result = AgentResult

  private enum CodingKeys: String, CodingKey { case environment, agent, evaluationEpisodes }

  package init(environment: String, agent: String, evaluationEpisodes: Int) {
    self.environment = environment
    self.agent = agent
    self.evaluationEpisodes = evaluationEpisodes
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    environment = try container.decodeName(forKey: .environment)
    agent = try container.decodeName(forKey: .agent)
    evaluationEpisodes = try container.decode(forKey: .evaluationEpisodes, in: 1...1_000_000)
  }
}

/// The configuration of an agent's run.
package typealias AgentRun = RunConfiguration<AgentSubject>

/// What the receipt of an agent's run has.
package struct AgentOutcome: ReceiptOutcome {
  @RunCount package var steps: Int
  @RunCount package var episodes: Int
  @RunCount package var updates: Int
  /// SHA-256 over every transition, as `TransitionLog.transitionHash`.
  package var transitions: String
  package var evaluation: Scores
  /// `World.mathematics`: the fingerprint of the sine and cosine that the environment uses, which are
  /// the system's only where the environment says so.
  package var systemMathematics: String?

  package var step: Int { steps }
  package var rows: Int { episodes }
  package var course: String { transitions }
  package var returnsDigest: String? { evaluation.returns }
  package var counts: [(name: String, value: Int)] {
    [("steps", steps), ("episodes", episodes), ("updates", updates)]
  }
  package var evaluationNumbers: [(name: String, value: Double)] {
    [
      ("episodes", Double(evaluation.episodes)), ("mean", evaluation.mean),
      ("min", evaluation.min), ("max", evaluation.max),
    ] + (evaluation.exact.map { [("exact", $0)] } ?? [])
  }

  /// The evaluation after training.
  package struct Scores: Sendable, Hashable, Codable {
    @RunCount package var episodes: Int
    package var mean: Double
    package var min: Double
    package var max: Double
    package var exact: Double?
    /// SHA-256 over the return of each episode.
    package var returns: String

    init(_ evaluation: Evaluation) {
      episodes = evaluation.returns.count
      mean = evaluation.mean
      min = evaluation.min
      max = evaluation.max
      exact = evaluation.exact
      var hash = SHA256()
      for value in evaluation.returns { hash.update(value.bitPattern) }
      returns = hash.hexDigest
    }
  }

  init<A: Agent>(_ training: Training<A>, _ evaluation: Evaluation) {
    steps = training.counters.steps
    episodes = training.counters.episodes
    updates = training.counters.updates
    transitions = training.log.transitionHash
    self.evaluation = Scores(evaluation)
    systemMathematics = training.environment.mathematics
  }

  package func fieldsThatDiffer(from other: AgentOutcome) -> [String] {
    let (mine, others) = (evaluation, other.evaluation)
    let fields = [
      ("steps", steps != other.steps),
      ("episodes", episodes != other.episodes),
      ("updates", updates != other.updates),
      ("transitions", transitions != other.transitions),
      ("evaluation.episodes", mine.episodes != others.episodes),
      ("evaluation.mean", mine.mean != others.mean),
      ("evaluation.min", mine.min != others.min),
      ("evaluation.max", mine.max != others.max),
      ("evaluation.exact", mine.exact != others.exact),
      ("evaluation.returns", mine.returns != others.returns),
      ("systemMathematics", systemMathematics != other.systemMathematics),
    ]
    return fields.filter(\.1).map(\.0)
  }
}

import Agents
import RLNet
import RLRuns
import RLSupervised

/// The options that several commands have.
extension Option {
  static let agent = Option.name(
    "--agent", "AGENT", of: .agent, "what learns; `rlrun list` shows all")
  static let preset = Option.name(
    "--preset", "NAME", of: .preset, "hyper-parameters to start from", told: "default")
  static let initializer = Option.name(
    "--initializer", "NAME", of: .words(InitializerChoice.allCases.map(\.rawValue)),
    "how the weights are drawn")
  static let epochs = Option.text("--epochs", "N", "how often to go over all examples")
  static let seed = Option.seed("what all randomness follows from", told: "1")
  static let seeds = Option(
    name: "--seeds", domain: .seeds, metavariable: "N",
    summary: "train seeds 1 to N side by side, each on one core; also a list: 1,5,7")
  static let threads = Option.integer(
    "--threads", "processor cores to use", in: 1...1024, standard: Terminal.processorCount,
    told: "all", note: "the result does not depend on it")
  static let data = Option.name(
    "--data", "DIR", of: .folder, "the folder of data, for runs of tasks")
  static let runDirectory = Option.name(
    "--run-dir", "DIR", of: .folder, "the run's folder, new or empty",
    told: "a new one in runs/")
  static let quiet = Option.flag("--quiet", "show no progress")
  static let withoutTraining = Option.flag("--quick", "compare with the receipt, and train nothing")
  static let json = Option.flag("--json", "print the result as one JSON object")
  static let sample = Option.flag(
    "--sample",
    "draw actions where the policy has a distribution (not of dqn, td3, ddpg), not the best ones")
}

/// The options on what a run keeps.
extension Option {
  static let checkpointEvery = Option.integer(
    "--checkpoint-every", "steps from one checkpoint to the next; 0 for none", in: 0...Int.max,
    standard: RecordingOptions().checkpointEvery)
  /// Of a task, whose steps are updates.
  static let checkpointEveryUpdates = Option.integer(
    "--checkpoint-every", "updates from one checkpoint to the next; 0 for none", in: 0...Int.max,
    standard: TaskRequest.standardCheckpointEvery)
  static let checkpoints = Option.integer(
    "--checkpoints", "how many checkpoints to keep", in: 1...1000,
    standard: RecordingOptions().checkpoints)
  static let recordEvery = Option.integer(
    "--record-every",
    "steps from one video of an episode to the next, videos/step-N.gif in the run's folder; it changes "
      + "nothing",
    in: 0...Int.max, standard: 0, told: "0, none")
  static let recordEpisodes = Option.text(
    "--record-episodes", "WHICH",
    "episodes with a row in metrics.csv: all, N (the first N, then ever fewer) or window (the last of "
      + "every 100); the run and its hash stay the same",
    told: "all")
  static let evaluateEvery = Option.integer(
    "--evaluate-every",
    "steps from one evaluation during training to the next, for evaluations.csv; it changes nothing",
    in: 0...Int.max, standard: RecordingOptions().evaluateEvery,
    told: "\(RecordingOptions().evaluateEvery), none")
}

/// A run, or a folder of runs, that is made once, and copies of which are changed.
struct Base: Sendable {
  enum Kind: Sendable { case agent, task, drawings, group }

  /// Whether a run came to its end.
  enum State: Sendable { case complete, killed }

  let name: String
  let kind: Kind
  /// The command lines that make it, each without the program's name.
  let lines: [String]
  /// Options that make a fork of it a little longer.
  let more: String
  /// What is added to commands that need its data.
  var data = ""
  var weight = 2

  /// The runs in it, by their paths from its folder.
  var runs: [String] { kind == .group ? ["seed-1", "seed-2"] : [""] }

  private static func agent(
    _ name: String, _ line: String, every: Int = 200, more: Int, further: [String] = [],
    weight: Int = 2
  ) -> Base {
    let options = "--checkpoint-every \(every) --threads 1 --quiet --run-dir \(name)"
    return Base(
      name: name, kind: .agent, lines: ["\(line) \(options)"] + further, more: "--steps \(more)",
      weight: weight)
  }

  private static func task(
    _ name: String, _ line: String, more: Int, kind: Kind = .task, data: String = "",
    further: [String] = [], weight: Int = 2
  ) -> Base {
    let options = "--checkpoint-every 5 --threads 1 --quiet --run-dir \(name)"
    return Base(
      name: name, kind: kind, lines: ["\(line) \(data) \(options)"] + further,
      more: "--epochs \(more)", data: data, weight: weight)
  }

  /// All of them.
  static let all: [Base] = [
    agent(
      "grid",
      "gridworld --agent dqn --steps 1500 --evaluation-episodes 5 --evaluate-every 500"
        + " --record-every 1000 --set selectEvery=500 selectEpisodes=2", every: 500, more: 1_600,
      further: [
        "landscape grid --size 3 --examples 1 --quiet --threads 1"
      ], weight: 8),
    agent(
      "lake", "frozenlake --agent reinforce --steps 1500 --evaluation-episodes 2", every: 500,
      more: 1_700, weight: 4),
    agent(
      "cart",
      "cartpole --agent dqn --steps 600 --evaluation-episodes 2 --set hidden=16 stopReturn=none",
      more: 700, weight: 4),
    agent(
      "ppo",
      "cartpole --agent ppo --steps 600 --evaluation-episodes 2"
        + " --set rolloutSteps=64 hidden=8 environments=2 minibatchSize=32 stopReturn=none",
      more: 800),
    agent(
      "a2c",
      "pendulum --agent a2c --steps 600 --evaluation-episodes 1"
        + " --set normalizeObservations=true normalizeRewards=true hidden=8", more: 800),
    agent(
      "sac",
      "pendulum --agent sac --steps 400 --evaluation-episodes 1"
        + " --set hidden=16 batchSize=8 learningStarts=100", more: 450),
    agent(
      "td3",
      "pendulum --agent td3 --steps 400 --evaluation-episodes 1"
        + " --set hidden=16 batchSize=8 learningStarts=100", more: 450),
    agent(
      "ddpg",
      "pendulum --agent ddpg --steps 400 --evaluation-episodes 1"
        + " --set hidden=16 batchSize=8 learningStarts=100", more: 450),
    agent(
      "swing",
      "pendulum --agent ppo --steps 400 --evaluation-episodes 1"
        + " --set rolloutSteps=64 hidden=8 environments=2 minibatchSize=32 stopReturn=none"
        + " selectEvery=0", more: 600),
    Base(
      name: "fork", kind: .agent,
      lines: [
        "fork grid@1000 --steps 1600 --set learningRate=1e-3 --checkpoint-every 200 --threads 1"
          + " --quiet --run-dir fork"
      ], more: "--steps 1700", weight: 3),
    task(
      "gates", "gates --epochs 20 --set evaluateEvery=5", more: 25,
      further: ["landscape gates --size 3 --examples 4 --quiet --threads 1"], weight: 5),
    task("iris", "iris --epochs 5", more: 6),
    task(
      "table", "csv data/table.csv --target price --epochs 10 --set hidden=4", more: 12, weight: 3),
    task(
      "vae", "vae --epochs 2 --set hidden=8 latents=2", more: 3, kind: .drawings,
      data: "--data DATA", weight: 1),
    Base(
      name: "seeds", kind: .group,
      lines: [
        "gridworld --agent dqn --seeds 2 --steps 700 --evaluation-episodes 2 --quiet --threads 1"
          + " --run-dir seeds"
      ], more: ""),
  ]
}

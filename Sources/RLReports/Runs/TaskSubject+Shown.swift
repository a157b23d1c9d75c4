import RLRuns
import RLState
import RLSupervised

/// The history of a task's run.
package typealias TaskHistory = RunHistory<TaskSubject>

/// What a report needs of the `result.json` of a task's run.
package struct RecordedTaskRun: RecordedRun {
  @RunCount package var epochs: Int
  @RunCount package var updates: Int
  @RunCount package var examples: Int
  @RunCount package var parameters: Int
  package var trainSeconds: Double
  package var secondsPerEpoch: Double?
  @NamedNumbers package var evaluation: [String: Double]
  /// The L2 penalty, which the training loss has beside its cost; nil where there is none.
  package var penalty: Double?

  package var step: Int { updates }
}

extension TaskSubject: ShownSubject {
  package typealias Recorded = RecordedTaskRun

  package struct Notes: Sendable {
    /// Whether its evaluations are of examples that training has not seen.
    package var holdsOut: Bool
  }

  package static var tables: [RecordTableName] { [] }

  package static func notes(
    of run: TaskRun, in folder: RunFolder, _ toolkit: Toolkit
  ) throws -> Notes {
    func holdsOut<T: SupervisedTask>(_ task: T.Type) -> Bool {
      // Settings that make no task are told of where what was learned is to be shown.
      let recipe = try? SupervisedTraining<T>.recipe(
        for: run.subject, run.settings, in: toolkit.data)
      return recipe.map { T.holdsOut($0.configuration) } ?? false
    }
    let task = try run.taskType(in: folder, toolkit.tasks)
    return Notes(holdsOut: holdsOut(task))
  }

  package static func title(_ run: TaskRun) -> String { "\(run.task), preset \(run.preset)" }

  package static func configuredSettings(
    _ run: TaskRun, _ toolkit: Toolkit
  ) -> [ConfiguredSetting] {
    var request = TaskRequest(task: run.task)
    request.preset = run.preset
    let original = try? TaskRun(request, in: toolkit.tasks)
    return ConfiguredSetting.list(run.settings, preset: original?.settings)
  }

  package static func example(_ run: TaskRun, _ toolkit: Toolkit) -> GroupExample {
    var example = GroupExample(
      kind: "", preset: run.preset, settings: configuredSettings(run, toolkit))
    // Optimizers come with step sizes of their own.
    var request = TaskRequest(task: run.task)
    request.preset = run.preset
    request.assignments =
      example.value("optimizer").map { [Assignment(key: "optimizer", value: "\($0)")] } ?? []
    let own = (try? TaskRun(request, in: toolkit.tasks))?.hyperparameters["learningRate"]
    if own != nil && own == example.value("learningRate") { example.implied = ["learningRate"] }
    return example
  }

  package static func axis(_ result: RecordedTaskRun) -> Int { result.epochs }
  package static func scores(_ result: RecordedTaskRun) -> [String: Double] { result.evaluation }
  package static func text(_ value: Double, of score: String) -> String { measured(value, score) }
  package static func title(ofScore score: String) -> String { Metric.title(score) }
  package static var landscapeTitle: String { "Loss landscape" }

  package static func columns(_ history: TaskHistory) -> [(title: String, text: String)] {
    let result = history.result
    var columns = [(title: "epochs", text: result.map { grouped($0.epochs) } ?? "-")]
    for name in history.quantities {
      guard let value = result?.evaluation[name] else { continue }
      columns.append((Metric.title(name), measured(value, name)))
    }
    columns.append(("training", result.map { duration($0.trainSeconds) } ?? "-"))
    return columns
  }

  package static func cards(_ history: TaskHistory) -> [HTML] {
    guard let result = history.result else {
      return [card(Int(clamped: history.metrics["epoch"]?.last ?? 0), of: "epoch")]
    }
    let names = history.quantities.filter { result.evaluation[$0] != nil }
    var cards = names.prefix(4).map { name in
      card(measured(result.evaluation[name] ?? 0, name), Metric.title(name))
    }
    if let penalty = result.penalty { cards.append(card(significant(penalty), "L2 penalty")) }
    cards.append(card(result.epochs, of: "epoch"))
    cards.append(card(result.updates, of: "gradient step"))
    cards.append(card(result.parameters, of: "parameter"))
    cards.append(card(result.examples, of: "example"))
    cards.append(card(duration(result.trainSeconds), "training"))
    if let seconds = result.secondsPerEpoch { cards.append(card(duration(seconds), "an epoch")) }
    return cards
  }

  package static func charts(of groups: [HistoryGroup<TaskSubject>]) -> [CurveChart] {
    taskCharts(of: groups)
  }

  package static func addLearned(
    _ history: TaskHistory, at place: RunPlace, _ toolkit: Toolkit, to page: inout Page
  ) throws {
    try page.add(pictures(of: history, at: place, toolkit), under: "What was learned")
  }
}

/// A metric's number as the terminal has it.
func measured(_ value: Double, _ name: String) -> String {
  withMinus(Metric.text(value, named: name))
}

extension HistoryGroup<TaskSubject> {
  /// What its evaluations are of, in a word.
  var evaluationName: String { members.allSatisfy(\.notes.holdsOut) ? "held-out" : "evaluation" }
}

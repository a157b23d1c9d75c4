/// A command that reads a run.
struct Reading: Sendable {
  /// What a command may change in the run that it reads.
  enum Leaves: Sendable {
    case nothing
    /// `report.html`, files of `pictures`, and the event file, which they are added to.
    case pages
    case everything
  }

  /// What follows the program's name. RUN stands for the run, STEP for one of its checkpoints, OTHER
  /// for a run that nothing was done to, PARENT for the folder that the run lies in, OUT for where
  /// to write, MORE for a little more training than the run had.
  let line: String
  /// What it reads, so that it is mostly these that are changed for it.
  let reads: Set<Part>
  /// What it shows of a run that has come to its end, or takes for true.
  var shows: Set<Part> = []
  var leaves = Leaves.nothing
  /// Of which kinds of runs it is.
  var kinds: Set<Base.Kind> = [.agent, .task]
  /// Whether it needs a run that came to its end, or one that did not.
  var state: Base.State?
  /// Whether it also writes JSON.
  var canWriteJSON = false
  /// The statuses with which it may end where nothing was changed.
  var statuses: Set<Int32> = [0]
  var weight = 3

  private static let course: Set<Part> = [.metrics, .timing, .evaluations, .events]

  /// All of them.
  static let all: [Reading] = [
    Reading(
      line: "evaluate RUN --episodes 2 --threads 1",
      reads: [.configuration, .receipt, .weights, .result],
      shows: [.configuration, .weights, .result], kinds: [.agent], state: .complete,
      canWriteJSON: true),
    Reading(
      line: "evaluate RUN --sample --episodes 1 --threads 1",
      reads: [.configuration, .receipt, .weights], shows: [.configuration, .weights, .result],
      kinds: [.agent], state: .complete, canWriteJSON: true, weight: 2),
    Reading(
      line: "evaluate RUN --threads 1",
      reads: [.configuration, .receipt, .weights, .result, .table],
      shows: [.configuration, .weights, .result, .table], kinds: [.task, .drawings],
      state: .complete, canWriteJSON: true),
    Reading(
      line: "evaluate RUN --episodes 1 --threads 1",
      reads: [.configuration, .receipt, .weights], shows: [.configuration, .weights, .result],
      kinds: [.group], state: .complete),
    Reading(
      line: "evaluate RUN@STEP --episodes 1 --threads 1", reads: [.configuration, .checkpoint],
      kinds: [.agent], canWriteJSON: true),
    Reading(
      line: "evaluate RUN@STEP --sample --episodes 1 --threads 1",
      reads: [.configuration, .checkpoint], kinds: [.agent], weight: 2),
    Reading(
      line: "play RUN", reads: [.configuration, .receipt, .weights],
      shows: [.configuration, .weights], kinds: [.agent], state: .complete),
    Reading(
      line: "play RUN", reads: [.configuration, .receipt, .weights],
      shows: [.configuration, .weights], kinds: [.drawings], state: .complete),
    Reading(
      line: "play RUN --sample", reads: [.configuration, .receipt, .weights],
      shows: [.configuration, .weights], kinds: [.agent], state: .complete, weight: 1),
    Reading(
      line: "play RUN@STEP", reads: [.configuration, .checkpoint], kinds: [.agent], weight: 1),
    Reading(
      line: "record RUN --output OUT/film.svg --steps 5", reads: [.configuration, .weights],
      shows: [.configuration, .weights], kinds: [.agent], state: .complete, weight: 2),
    Reading(
      line: "record RUN --output OUT/film.gif --steps 5 --width 240",
      reads: [.configuration, .weights], shows: [.configuration, .weights], kinds: [.agent],
      state: .complete, weight: 1),
    Reading(
      line: "record RUN@STEP --output OUT/film.svg --steps 5",
      reads: [.configuration, .checkpoint],
      kinds: [.agent], weight: 1),
    Reading(
      line: "report RUN --quiet", reads: Set(Part.allCases).subtracting([.checkpoint, .events]),
      shows: [.configuration, .weights, .result, .metrics, .evaluations, .table, .samples],
      leaves: .pages,
      kinds: [.agent, .task, .drawings], state: .complete, weight: 4),
    Reading(
      line: "report RUN --quiet", reads: course.union([.configuration, .checkpoint, .landscape]),
      leaves: .pages, kinds: [.agent, .task, .drawings], state: .killed, weight: 2),
    Reading(
      line: "report RUN@STEP --quiet --output OUT/page.html",
      reads: [.configuration, .checkpoint, .metrics], kinds: [.agent], weight: 1),
    Reading(
      line: "report RUN OTHER --quiet --output OUT/page.html --pictures OUT/pictures",
      reads: [.configuration, .receipt, .result, .metrics, .timing, .evaluations],
      shows: [.configuration, .result, .metrics], kinds: [.agent, .task, .group], state: .complete,
      weight: 1),
    Reading(
      line: "compare RUN vs OTHER", reads: [.configuration, .receipt, .result],
      shows: [.configuration, .result], kinds: [.agent, .task, .drawings, .group], state: .complete,
      canWriteJSON: true, weight: 4),
    Reading(
      line: "runs PARENT", reads: [.configuration, .receipt, .result, .metrics, .timing],
      shows: [.configuration, .result], kinds: [.agent, .task, .drawings, .group],
      canWriteJSON: true, weight: 3),
    Reading(
      line: "verify RUN --quiet --threads 1",
      reads: [.configuration, .receipt, .weights, .metrics],
      shows: [.configuration, .receipt, .weights, .metrics], state: .complete, weight: 3),
    Reading(
      line: "verify RUN --quick",
      reads: [
        .configuration, .receipt, .result, .weights, .metrics, .evaluations, .table, .samples,
      ],
      shows: [.configuration, .result, .weights, .metrics, .evaluations, .table, .samples],
      kinds: [.agent, .task, .drawings, .group], state: .complete, weight: 3),
    Reading(
      line: "resume RUN --quiet --threads 1",
      reads: course.union([.configuration, .checkpoint, .table, .samples]), leaves: .everything,
      kinds: [.agent, .task, .drawings], state: .killed, canWriteJSON: true, weight: 12),
    Reading(
      line: "resume RUN --quiet --threads 1", reads: [.configuration, .receipt],
      leaves: .everything, kinds: [.agent, .task, .drawings, .group], state: .complete,
      statuses: [0, 1, 2], weight: 2),
    Reading(
      line: "fork RUN --run-dir OUT/fork MORE --quiet --threads 1",
      reads: [.configuration, .checkpoint, .receipt, .table], weight: 3),
    Reading(
      line: "fork RUN@STEP --run-dir OUT/fork --quiet --threads 1",
      reads: [.configuration, .checkpoint], weight: 3),
    Reading(
      line: "diff RUN OTHER --quiet --threads 1",
      reads: [.configuration, .checkpoint, .metrics, .result], statuses: [0, 1], weight: 3),
    Reading(
      line: "diff OTHER RUN --quiet --threads 1",
      reads: [.configuration, .checkpoint, .metrics, .result], statuses: [0, 1], weight: 1),
    Reading(
      line: "landscape RUN --size 3 --examples 2 --quiet --threads 1",
      reads: [.configuration, .weights], shows: [.configuration, .weights], leaves: .pages,
      state: .complete, canWriteJSON: true, weight: 1),
  ]

  /// The command's first word.
  var name: String { String(line.prefix { $0 != " " }) }
}

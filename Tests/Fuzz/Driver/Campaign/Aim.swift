/// A change of a run that some commands must cope with, and these: what random changes of random
/// files seldom come to.
struct Aim: Sendable {
  /// What is changed, and where.
  struct Target {
    let base: Base
    let state: Base.State
    /// One of the steps that it has checkpoints of.
    let step: Int
    /// The run's folder; one of a group's.
    let folder: String
    /// Whether digests are put right again, so that nothing stops at them.
    let isSigned: Bool

    /// The path of a file.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func exists(_ name: String) -> Bool { fileStatus(path(name))?.isFile == true }
  }

  /// What was done: nil where this run has nothing of the kind.
  struct Done {
    let words: String
    /// What it was done to.
    let parts: Set<Part>
    let kind: String
  }

  let weight: Int
  var kinds: Set<Base.Kind> = [.agent, .task, .drawings]
  /// Whether a run came to its end; nil for either.
  var state: Base.State?
  /// The first words of the commands; none for all.
  var commands: Set<String> = []
  let change: @Sendable (Target, inout Plan, inout Choice) -> Done?

  /// All of them.
  static let all: [Aim] = [
    Aim(
      weight: 5,
      commands: ["report", "evaluate", "play", "record", "landscape", "resume", "fork"],
      change: extremeWeights),
    Aim(
      weight: 4, kinds: [.agent, .task], commands: ["resume", "report", "diff", "runs", "fork"],
      change: otherColumns),
    Aim(
      weight: 4, commands: ["diff", "report", "resume", "verify", "compare", "runs"],
      change: greatCounter),
    Aim(weight: 3, kinds: [.agent, .task, .drawings, .group], change: muchText),
    Aim(weight: 3, kinds: [.agent, .task, .drawings, .group], change: injectedText),
    Aim(weight: 2, change: longFile),
    Aim(
      weight: 2, kinds: [.agent, .task, .drawings, .group],
      commands: ["resume", "report", "fork", "landscape", "record"]
    ) { target, plan, choice in
      plan.putStrangers(&choice)
      return Done(words: "with files of somebody's own", parts: [.other], kind: "files of others")
    },
    Aim(
      weight: 4, state: .complete, commands: ["verify", "report", "evaluate", "compare", "runs"],
      change: missingField),
    Aim(
      weight: 2, kinds: [.task, .drawings], state: .complete,
      commands: ["verify", "report", "evaluate"], change: otherKept),
  ]
}

extension Aim {
  @Sendable private static func extremeWeights(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    let checkpoint = "checkpoints/\(target.step).safetensors"
    let isWhole = target.state == .complete && choice.number(below: 3) > 0
    let name = isWhole || !target.exists(checkpoint) ? "weights.safetensors" : checkpoint
    guard let bytes = contents(target.path(name)),
      let changed = withExtremeNumbers(bytes, &choice)
    else { return nil }
    store(changed.bytes, at: target.path(name))
    if name != checkpoint && target.isSigned { Signature.signWeights(of: target.folder) }
    return Done(words: "\(name): \(changed.words)", parts: [Part(name)], kind: "extreme numbers")
  }

  @Sendable private static func otherColumns(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    changedRecord(target, &choice, kind: "other columns") { table, choice in
      table.rearrangeColumns(&choice)
    }
  }

  @Sendable private static func greatCounter(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    if choice.onceIn(2) {
      return changedRecord(target, &choice, kind: "a great counter") { table, choice in
        table.setCounter(&choice)
      }
    }
    return changedJSON(target, &choice, kind: "a great counter") { text, choice in
      let wholes = text.values.filter { $0.kind == .number && Int(text.text($0)) != nil }
      guard !wholes.isEmpty else { return nil }
      return JSONEdit(value: choice.pick(wholes), new: choice.pick(Values.counters))
    }
  }

  @Sendable private static func muchText(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    plan.output = Limits.fewOutput
    switch choice.number(below: 6) {
    case 0:
      return Done(
        words: LongText.files(in: target.folder, &choice), parts: [.checkpoint, .samples],
        kind: "much: files")
    case 1:
      return changedRecord(target, &choice, kind: "much: a line") { table, choice in
        LongText.table(&table, &choice)
      }
    default: return changedJSON(target, &choice, kind: "much: text", LongText.json)
    }
  }

  @Sendable private static func injectedText(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    plan.isInjected = true
    let kind = "injected text"
    switch choice.number(below: 8) {
    case 0:
      plan.place.rename(to: "run" + InjectedText.text(&choice))
      return Done(
        words: "the folder is called \(shown(plan.place.name))", parts: [.other],
        kind: "\(kind): the folder's name")
    case 1:
      return Done(
        words: InjectedText.file(in: target.folder, &choice), parts: [.checkpoint, .samples],
        kind: "\(kind): a file's name")
    case 2, 3:
      let checkpoint = "checkpoints/\(target.step).safetensors"
      let name = choice.pick(["weights.safetensors", checkpoint].filter(target.exists) + [""])
      guard let file = contents(target.path(name)).flatMap({ TensorFile($0) }),
        let changed = InjectedText.tensors(file, &choice)
      else { return nil }
      store(changed.bytes, at: target.path(name))
      if name != checkpoint && target.isSigned { Signature.signWeights(of: target.folder) }
      return Done(
        words: "\(name): \(changed.words)", parts: [Part(name)], kind: "\(kind): \(Part(name))")
    default: return changedJSON(target, &choice, kind: kind, InjectedText.json)
    }
  }

  @Sendable private static func longFile(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    let names = [
      "weights.safetensors", "checkpoints/\(target.step).safetensors",
      "events.out.tfevents.rlrun", "metrics.csv", "timing.csv", "table.csv", "samples/epoch-2.idx",
    ]
    let name = choice.pick(names.filter(target.exists)) { $0.contains("safetensors") ? 3 : 1 }
    plan.seconds = Limits.secondsOfLongFile
    return Done(
      words: "\(name) \(SparseFile.lengthen(target.path(name), &choice))", parts: [Part(name)],
      kind: "\(Part(name)): a sparse file of a gigabyte")
  }

  @Sendable private static func missingField(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    let name = choice.pick(["result.json", "receipt.json"])
    guard let text = contents(target.path(name)).flatMap({ JSONText($0) }) else { return nil }
    let members = text.values.filter { $0.name != nil && $0.path.first != "configuration" }
    let changed = withoutMember(text, choice.pick(members))
    store(changed.bytes, at: target.path(name))
    return Done(
      words: "\(name): \(changed.words)", parts: [Part(name)], kind: "\(name): a field is missing")
  }

  @Sendable private static func otherKept(
    _ target: Target, _ plan: inout Plan, _ choice: inout Choice
  ) -> Done? {
    let samples = names(in: target.path("samples")).map { "samples/\($0)" }
    let kept = (samples + ["table.csv"]).filter(target.exists)
    guard !kept.isEmpty else { return nil }
    let name = choice.pick(kept)
    guard var bytes = contents(target.path(name)), bytes.count > 16 else { return nil }
    let words: String
    if name == "table.csv" {
      var table = TextTable(String(decoding: bytes, as: UTF8.self))
      words = table.changeNumber(&choice)
      bytes = Array(table.text.utf8)
    } else {
      let place = 16 + choice.number(below: bytes.count - 16)
      bytes[place] = 255 - bytes[place]
      words = "element \(place - 16) is \(bytes[place])"
    }
    store(bytes, at: target.path(name))
    return Done(
      words: "\(name): \(words)", parts: [Part(name)], kind: "\(Part(name)): another number")
  }

  /// A change of a table of the record.
  private static func changedRecord(
    _ target: Target, _ choice: inout Choice, kind: String,
    _ change: (inout TextTable, inout Choice) -> String?
  ) -> Done? {
    let names = ["metrics.csv", "metrics.csv", "timing.csv", "evaluations.csv", "selections.csv"]
    let name = choice.pick(names.filter(target.exists) + [""])
    guard let bytes = contents(target.path(name)),
      let text = String(validating: bytes, as: UTF8.self), !text.isEmpty
    else { return nil }
    var table = TextTable(text)
    guard table.rows[0].count > 1, let words = change(&table, &choice) else { return nil }
    store(table.text, at: target.path(name))
    if target.isSigned { Signature.signRecord(name, of: target.folder) }
    return Done(words: "\(name): \(words)", parts: [Part(name)], kind: "\(Part(name)): \(kind)")
  }

  /// A change of a JSON text, and of the same value where it stands elsewhere.
  private static func changedJSON(
    _ target: Target, _ choice: inout Choice, kind: String,
    _ edit: (JSONText, inout Choice) -> JSONEdit?
  ) -> Done? {
    let names = ["config.json", "config.json", "receipt.json", "result.json"]
    let name = choice.pick(names.filter(target.exists))
    guard let text = contents(target.path(name)).flatMap({ JSONText($0) }),
      let edit = edit(text, &choice)
    else { return nil }
    store(edit.applied(to: text), at: target.path(name))
    var words = "\(name): \(edit.words)"
    if target.isSigned, edit.isOfValue,
      Signature.agree(on: edit.path, by: edit.new, changedIn: name, of: target.folder)
    {
      words += ", where it stands elsewhere too"
    }
    return Done(words: words, parts: [Part(name)], kind: "\(Part(name)): \(kind)")
  }
}

/// Runs of which something was changed.
extension Plan {
  mutating func changeRun(_ stock: Stock, _ choice: inout Choice) {
    let base = choice.pick(Base.all, weight: \.weight)
    let state: Base.State = base.kind != .group && choice.onceIn(3) ? .killed : .complete
    let steps = put(base, state, of: stock)
    let run = base.kind == .group ? choice.pick(base.runs) : ""
    if choice.onceIn(4) { putStrangers(&choice) }
    var parts: Set<Part> = []
    repeat {
      let (part, kind) = change(base, in: run, of: stock, &choice)
      parts.insert(part)
      kinds.insert(kind)
    } while choice.onceIn(4)
    let reading = choice.pick(Self.readings(of: base, state)) { reading in
      reading.weight * (reading.reads.isDisjoint(with: parts) ? 1 : 10)
    }
    read(base, reading, step: steps.isEmpty ? 0 : choice.pick(steps), &choice)
    compare(base, state, stock)
  }

  /// The commands that can read a run of a kind.
  static func readings(of base: Base, _ state: Base.State) -> [Reading] {
    Reading.all.filter {
      $0.kinds.contains(base.kind) && ($0.state == nil || $0.state == state)
    }
  }

  /// Puts a copy of a base into its place.
  ///
  /// - Returns: the steps that it has checkpoints of.
  mutating func put(_ base: Base, _ state: Base.State, of stock: Stock) -> [Int] {
    copyTree("\(stock.folder)/\(base.name)", to: place.run)
    if base.name == "table" {
      copyTree("\(stock.folder)/data/table.csv", to: "\(place.parent)/table.csv")
    }
    others = [base.name]
    var steps = stock.steps[base.name] ?? []
    if state == .killed {
      for name in ["receipt.json", "result.json", "weights.safetensors"] {
        removeTree("\(place.run)/\(name)")
      }
      if steps.count > 1 {
        removeTree("\(place.run)/checkpoints/\(steps.removeLast()).safetensors")
      }
    }
    return steps
  }

  /// Makes a command of a reading.
  mutating func read(_ base: Base, _ reading: Reading, step: Int, _ choice: inout Choice) {
    let replacements = [
      ("STEP", "\(step)"), ("OTHER", "../../stock/\(base.name)"),
      ("PARENT", "../place"), ("OUT", "../out"), ("MORE", base.more),
    ]
    var line = reading.line
    for (name, text) in replacements { line = line.replacing(name, with: text) }
    if !base.data.isEmpty && !["runs", "compare", "diff"].contains(reading.name) {
      line += " " + base.data.replacing("DATA", with: "../../stock/data/files")
    }
    if reading.canWriteJSON && choice.onceIn(4) { line += " --json" }
    // A folder's name may have blanks.
    command = words(line).map { $0.replacing("RUN", with: "../place/\(place.name)") }
    (shows, leaves) = (reading.shows, reading.leaves)
  }

  /// Sees what was altered in meaning.
  mutating func compare(_ base: Base, _ state: Base.State, _ stock: Stock) {
    agreements = base.runs.map { run in
      let inner = run.isEmpty ? "" : "/\(run)"
      return Agreement(
        of: place.run + inner, with: "\(stock.folder)/\(base.name)\(inner)",
        isKilled: state == .killed)
    }
  }

  /// Makes one change to a run.
  ///
  /// - Returns: the part that was changed, and a name for the change.
  mutating func change(
    _ base: Base, in run: String, of stock: Stock, _ choice: inout Choice
  ) -> (Part, kind: String) {
    let inner = run.isEmpty ? "" : run + "/"
    let entries = (stock.entries[base.name] ?? []).filter { $0.hasPrefix(inner) && $0 != run }
    let path = choice.pick(entries.map { String($0.dropFirst(inner.count)) }) { Part($0).weight }
    let folder = inner.isEmpty ? place.run : "\(place.run)/\(run)"
    let isFile = fileStatus("\(folder)/\(path)")?.isFile == true
    if base.name == "table" && choice.onceIn(8) {
      let table = "\(place.parent)/table.csv"
      return (.table, changeContent(of: table, named: "../table.csv", changedTable, &choice))
    }
    if !isFile || choice.onceIn(4) {
      let path = choice.onceIn(3) ? choice.pick(Self.furtherPaths) : path
      let change = FileChange(folder: folder, path: path, place: place)
      let (words, kind) = change.make(&choice)
      changes.append(inner + words)
      return (Part(path), "\(Part(path)): \(kind.rawValue)")
    }
    let content = Self.contentChange(of: path)
    return (
      Part(path),
      changeContent(of: "\(folder)/\(path)", named: inner + path, content, &choice)
    )
  }

  private mutating func changeContent(
    of file: String, named name: String, _ change: ([UInt8], inout Choice) -> Changed,
    _ choice: inout Choice
  ) -> String {
    if let bytes = contents(file) {
      let changed = change(bytes, &choice)
      store(changed.bytes, at: file)
      changes.append("\(name): \(changed.words)")
    }
    return "\(Part(name)): content"
  }

  private static func contentChange(of path: String) -> ([UInt8], inout Choice) -> Changed {
    switch path.split(separator: ".").last {
    case "json": changedJSON
    case "safetensors": changedTensors
    case "csv": changedTable
    case "idx": changedIDX
    case "rlrun": changedEvents
    default: changedBytes
    }
  }

  /// What a command might write to, and what others may have left.
  private static let furtherPaths = [
    "lock", "report.html", "pictures", "videos", "samples", "checkpoints", "selections.csv",
    "evaluations.csv", "table.json", "weights.safetensors", "result.json", "receipt.json",
    "timing.csv", "metrics.csv", "events.out.tfevents.rlrun", "report.html.partial",
    "receipt.json.1-x.partial", "checkpoints/1.safetensors", "checkpoints/900.safetensors",
    "checkpoints/x.partial", "pictures/values.svg", "pictures/landscape.json",
    "pictures/landscape.svg", "videos/step-1000.gif", "samples/epoch-2.idx", "new",
  ]
}

/// Runs to which something was done that commands must cope with.
extension Plan {
  mutating func changeAimed(_ stock: Stock, _ choice: inout Choice) {
    let aim = choice.pick(Aim.all, weight: \.weight)
    let base = choice.pick(Base.all.filter { aim.kinds.contains($0.kind) })
    var state = aim.state ?? (choice.number(below: 5) < 2 ? .killed : .complete)
    if base.kind == .group { state = .complete }
    let steps = put(base, state, of: stock)
    let run = base.kind == .group ? "/" + choice.pick(base.runs) : ""
    let step = choice.onceIn(3) ? choice.pick(steps + [0]) : steps.last ?? 0
    let target = Aim.Target(
      base: base, state: state, step: step, folder: place.run + run, isSigned: choice.onceIn(2))
    var parts: Set<Part> = []
    // A run has not all that may be changed.
    for _ in 0..<8 {
      guard let done = aim.change(target, &self, &choice) else { continue }
      changes.append(String(run.dropFirst()) + (run.isEmpty ? "" : "/") + done.words)
      (parts, kinds) = (done.parts, [done.kind])
      break
    }
    if parts.isEmpty {
      (output, seconds, isInjected) = (Limits.output, 0, false)
      let (part, kind) = change(base, in: String(run.dropFirst()), of: stock, &choice)
      (parts, kinds) = ([part], [kind])
    }
    if strangers.isEmpty && choice.onceIn(4) { putStrangers(&choice) }
    let readings = Self.readings(of: base, state).filter {
      aim.commands.isEmpty || aim.commands.contains($0.name)
    }
    let reading = choice.pick(readings) { reading in
      reading.weight * (reading.reads.isDisjoint(with: parts) ? 1 : 10)
    }
    read(base, reading, step: step, &choice)
    // That prints whole episodes.
    if reading.name == "play" { output = Limits.output }
    compare(base, state, stock)
  }

  /// Files of the user's own, named like the program's that are not whole, where the program
  /// writes.
  private static let strangerPaths = [
    "place/RUN/mine/thesis.2024-12.partial", "place/RUN/notes.1-2.partial",
    "place/RUN/checkpoints/notes.1-2.partial", "place/RUN/pictures/plot.3-4.partial",
    "place/RUN/samples/notes.1-2.partial", "place/RUN/videos/holiday.2024-07.partial",
    "place/RUN/mine/receipt.json.1-2.partial", "place/notes.1-2.partial",
    "out/fork/thesis.2024-12.partial", "out/pictures/plot.3-4.partial", "out/notes.1-2.partial",
  ]

  /// Puts some of them there, before what else is done to the folders.
  mutating func putStrangers(_ choice: inout Choice) {
    putStrangers { _ in choice.onceIn(2) }
  }

  mutating func putStrangers(where isChosen: (_ path: String) -> Bool) {
    for path in Self.strangerPaths where isChosen(path) {
      let file = "\(place.root)/\(path.replacing("RUN", with: place.name))"
      let folder = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
      makeFolder(folder)
      guard fileStatus(folder)?.isFolder == true else { continue }
      store("my own\n", at: file)
      strangers.append(file)
    }
    if !strangers.isEmpty { changes.append("\(strangers.count) files *.partial of somebody's own") }
  }
}

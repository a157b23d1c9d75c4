/// Files of data, tables and maps of which something was changed.
extension Plan {
  private static let sets = ["mnist", "cifar10", "cifar100", "tabular"]

  /// A file of a dataset.
  mutating func changeData(_ stock: Stock, _ choice: inout Choice) {
    let set = choice.pick(Self.sets)
    let source = "\(stock.folder)/data/files/\(set)"
    copyTree(source, to: "\(place.parent)/data/\(set)")
    others = ["data/files/\(set)"]
    let name = choice.pick(names(in: source))
    let file = "\(place.parent)/data/\(set)/\(name)"
    kinds = ["\(set): content"]
    if choice.onceIn(5) {
      let change = FileChange(folder: "\(place.parent)/data/\(set)", path: name, place: place)
      let (words, kind) = change.make(&choice)
      changes.append(words)
      kinds = ["\(set): \(kind.rawValue)"]
    } else if choice.onceIn(12) {
      putBomb(stock, at: file, &choice)
      kinds = ["\(set): gzip bomb"]
    } else if let bytes = contents(file) {
      let change = set == "mnist" ? changedIDX : set == "tabular" ? changedTable : changedCIFAR
      let changed = choice.onceIn(4) ? nil : change(bytes, &choice)
      let words = changed.map { "\(name): \($0.words)" }
      changes += [words].compactMap(\.self)
      store(changed?.bytes ?? bytes, at: file)
      if changed == nil || choice.onceIn(4) {
        let packed = changedGzip(changed?.bytes ?? bytes, &choice)
        removeTree(file)
        store(packed.bytes, at: file + ".gz")
        changes.append("\(name).gz: \(packed.words)")
      }
    }
    command = words(choice.pick(Self.dataCommands(of: set)) + " --data ../place/data")
    if command[0] == "datasets" && choice.onceIn(3) { command.append("--json") }
  }

  private static func dataCommands(of set: String) -> [String] {
    let training = "--epochs 1 --quiet --threads 1 --run-dir ../out/run"
    switch set {
    case "mnist":
      return [
        "mnist \(training) --set hidden=4", "autoencoder \(training) --set hidden=4",
        "evaluate ../../stock/vae --threads 1",
        // No report, which would write into what others look at meanwhile.
        "evaluate ../../stock/vae --threads 1 --json",
        "play ../../stock/vae", "datasets",
      ]
    case "cifar10": return ["cifar10 \(training)", "cifar10 \(training)", "datasets"]
    case "tabular":
      return [
        "breast-cancer \(training)", "regression --preset diabetes \(training)", "datasets",
      ]
    default: return ["datasets"]
    }
  }

  /// A stream of gzip that holds much more than anything has a use for.
  private mutating func putBomb(_ stock: Stock, at file: String, _ choice: inout Choice) {
    let name = choice.pick(["zeros.gz", "rows.gz", "streams.gz"])
    let bomb = contents("\(stock.folder)/data/bombs/\(name)") ?? []
    var words = "300 MB as gzip (\(name))"
    var start: [UInt8] = []
    if choice.onceIn(2) {
      // With the beginning of what is expected.
      start = gzipped(Array((contents(file) ?? []).prefix(16)))
      words += " after its own first 16 bytes"
    }
    removeTree(file)
    store(start + bomb, at: file + ".gz")
    changes.append("\(file.split(separator: "/").last ?? "").gz: \(words)")
  }

  /// A table for `rlrun csv`.
  mutating func changeOwnTable(_ stock: Stock, _ choice: inout Choice) {
    let file = "\(place.parent)/table.csv"
    copyTree("\(stock.folder)/data/table.csv", to: file)
    others = ["data/table.csv"]
    var name = "table.csv"
    kinds = ["own table: content"]
    if choice.onceIn(8) {
      let change = FileChange(folder: place.parent, path: name, place: place)
      let (words, kind) = change.make(&choice)
      changes.append(words)
      kinds = ["own table: \(kind.rawValue)"]
    } else if choice.onceIn(12) {
      putBomb(stock, at: file, &choice)
      name += ".gz"
      kinds = ["own table: gzip bomb"]
    } else if let bytes = contents(file) {
      let changed = changedTable(bytes, &choice)
      store(changed.bytes, at: file)
      changes.append("\(name): \(changed.words)")
      if choice.onceIn(5) {
        let packed = changedGzip(changed.bytes, &choice)
        name += ".gz"
        store(packed.bytes, at: "\(place.parent)/\(name)")
        changes.append("\(name): \(packed.words)")
      }
    }
    var line = "csv ../place/\(name) --epochs 2 --quiet --threads 1 --run-dir ../out/run"
    let options = [
      "", "", "--target price", "--target 1", "--target colour", "--header no", "--header yes",
      "--separator comma", "--separator space", "--words width", "--ignore length",
      "--task classify",
      "--task regress", "--held-out 0",
    ]
    line += " " + choice.pick(options)
    command = words(line)
  }

  /// A map for an environment of maps.
  mutating func changeMapFile(_ stock: Stock, _ choice: inout Choice) {
    let name = choice.pick(["gridworld.txt", "legend.txt", "frozenlake.txt"])
    let file = "\(place.parent)/map.txt"
    copyTree("\(stock.folder)/data/maps/\(name)", to: file)
    others = ["data/maps"]
    kinds = ["map: content"]
    if choice.onceIn(8) {
      let change = FileChange(folder: place.parent, path: "map.txt", place: place)
      let (words, kind) = change.make(&choice)
      changes.append(words)
      kinds = ["map: \(kind.rawValue)"]
    } else {
      let changed = changedMap(contents(file) ?? [], &choice)
      store(changed.bytes, at: file)
      changes.append("map.txt: \(changed.words)")
    }
    let environment = name == "frozenlake.txt" ? "frozenlake" : "gridworld"
    let training = "--evaluation-episodes 1 --quiet --threads 1 --run-dir ../out/run"
    let set = "--set map=../place/map.txt"
    let line = choice.pick([
      "\(environment) --agent dqn --steps 3 \(training) \(set)",
      "\(environment) --agent dqn --steps 3 \(training) \(set)",
      "\(environment) --agent reinforce --steps 3 \(training) \(set)",
      "play \(environment) --human \(set)",
    ])
    command = words(line)
  }
}

import Foundation

/// The runs and files that nothing is done to, in `stock`: made once, by the program itself.
struct Stock: Sendable {
  /// Where `stock` and the folders of the executions are.
  let scratch: String
  /// The program that is examined.
  let tool: String
  /// The files and folders of each base, from its folder.
  private(set) var entries: [String: [String]] = [:]
  /// The steps that each base has checkpoints of.
  private(set) var steps: [String: [Int]] = [:]

  var folder: String { "\(scratch)/stock" }

  /// Makes all of it.
  ///
  /// - Throws: `StockError` where the program refuses to.
  init(tool: String, scratch: String) throws {
    (self.tool, self.scratch) = (tool, scratch)
    makeFolder(folder)
    for name in ["home", "tmp"] { makeFolder("\(scratch)/\(name)") }
    StockData.write(to: "\(folder)/data")
    for base in Base.all {
      for line in base.lines { try make(line.replacing("DATA", with: "data/files")) }
      settle(base)
      entries[base.name] = tree(in: "\(folder)/\(base.name)")
      steps[base.name] = names(in: "\(folder)/\(base.name)/checkpoints").compactMap {
        Int($0.prefix { $0 != "." })
      }.sorted()
    }
  }

  private func make(_ line: String) throws(StockError) {
    let place = Place("\(scratch)/making")
    defer { removeTree(place.root) }
    let process = ChildProcess(
      arguments: [tool] + words(line), folder: folder,
      environment: place.environment(ProcessInfo.processInfo.environment),
      outputPath: place.output, errorPath: place.errors, seconds: 60)
    let outcome = process.run()
    guard outcome.ending == .exited(0) else {
      let told = String(decoding: contents(place.errors) ?? [], as: UTF8.self)
      throw StockError(line: line, told: told.isEmpty ? "\(outcome.ending)" : told)
    }
  }

  /// Puts in place of all that depends on this machine's speed and folders what does not, so that the
  /// same seed changes the same bytes everywhere.
  private func settle(_ base: Base) {
    for run in base.runs {
      let path = run.isEmpty ? "\(folder)/\(base.name)" : "\(folder)/\(base.name)/\(run)"
      if let rows = text("\(path)/timing.csv")?.split(separator: "\n"), let last = rows.last {
        let settled = "0.125" + last.drop { $0 != "," }
        store("\(rows[0])\n\(settled)\n", at: "\(path)/timing.csv")
      }
      if let result = text("\(path)/result.json") {
        let lines = result.split(separator: "\n").map { line in
          let measured = ["stepsPerSecond", "trainSeconds", "secondsPerEpoch"].first {
            line.contains("\"\($0)\" : ")
          }
          guard let measured else { return String(line) }
          return "  \"\(measured)\" : 0.125" + (line.hasSuffix(",") ? "," : "")
        }
        store(lines.joined(separator: "\n") + "\n", at: "\(path)/result.json")
        Signature.signResult(of: path)
      }
      for name in names(in: "\(path)/checkpoints") {
        settleCheckpoint("\(path)/checkpoints/\(name)")
      }
      if text("\(path)/table.json") != nil {
        store("{\n  \"folder\" : \"../place\"\n}\n", at: "\(path)/table.json")
      }
    }
  }

  private func settleCheckpoint(_ path: String) {
    guard let file = contents(path).flatMap({ TensorFile($0) }),
      let seconds = file.tensors.first(where: { $0.name == "seconds" })
    else { return }
    var bytes = file.bytes
    bytes.replaceSubrange(seconds.range, with: withUnsafeBytes(of: 0.125) { Array($0) })
    if let settled = withRightDigest(bytes) { store(settled, at: path) }
  }

  private func text(_ path: String) -> String? {
    contents(path).map { String(decoding: $0, as: UTF8.self) }
  }
}

/// The program does not do what the campaign begins with.
struct StockError: Error, CustomStringConvertible {
  let line: String
  let told: String

  var description: String { "cannot make what is to be changed: rlrun \(line): \(told)" }
}

/// The words of a command line, none of which has a space.
func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

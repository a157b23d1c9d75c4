import Agents
import RLFigures
import RLFiles
import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun landscape RUN`
struct LandscapeCommand: Command {
  static let name = "landscape"

  let path: String
  private let seed: UInt64
  private let size: Int
  /// Nil for what suits the kind of run.
  private let span: Double?
  let examples: Int?
  let output: String?
  let toolkit: Toolkit
  let threads: Int
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    path = try arguments.onePositional(
      "the run's folder", example: "rlrun landscape runs/digits-1")
    size = try arguments.integer(.size)
    guard !size.isMultiple(of: 2) else {
      throw UsageError(
        "--size is \(size); it must be odd, so that the trained weights are in the middle")
    }
    seed = try arguments.seed() ?? 1
    span = try arguments.number(ifGiven: .span)
    examples = try arguments.integer(ifGiven: .examples)
    output = arguments.text(.landscapeName)
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text(.data)))
    threads = try arguments.threads()
    isQuiet = arguments.has(.quiet)
    printsJSON = arguments.has(.json)
  }

  func run() throws -> ExitStatus {
    let folder = try RunFolder.named(path)
    let files = output.map(FilePlace.init) ?? folder.pictures / "landscape"
    if let name = output {
      guard !name.isEmpty, !name.hasSuffix("/") else {
        throw UsageError("--output is '\(name)'; it must be a name that .svg and .png are added to")
      }
      if let ending = [".svg", ".png", ".json"].first(where: name.hasSuffix) {
        throw UsageError(
          "--output is '\(name)'; it must be a name without \(ending), which is added to it")
      }
      try requireFolder(of: name)
    }
    try requireReplaceable(
      files.appending(".json"), beginning: "{\"examples\":", kind: "a landscape")
    folder.removePartialFiles()
    Interruption.watch()
    guard
      let landscape = try withThreads(
        threads, { try toolkit.told(in: folder).landscape(self, in: folder) })
    else {
      return Interruption.status
    }
    try tellAgreement(toolkit.toldSubject(of: folder), folder)
    try write(landscape, to: files)
    if printsJSON { try Output.print(try printedJSON(landscape)) }
    return .success
  }

  private func tellAgreement<Subject: RunSubject>(
    _ subject: Subject.Type, _ folder: RunFolder
  ) throws {
    try RunConfiguration<Subject>.read(from: folder).toldAgreement(in: folder)
  }

  fileprivate func settings(span standard: Double) -> Landscape.Settings {
    Landscape.Settings(seed: seed, size: size, span: span ?? standard)
  }

  /// Shows how far it is.
  fileprivate func watching<Result>(_ body: ((Int) -> Void) throws -> Result) rethrows -> Result {
    let places = size * size
    let pace = Pace(start: .now)
    var progress = isQuiet ? nil : Progress(on: .standardError)
    defer { progress?.finish() }
    return try body { done in
      progress?.update(pace.seconds, LandscapeProgress(step: done, steps: places))
    }
  }

  /// - Parameter files: where they lie, without an ending.
  private func write(_ landscape: Landscape, to files: FilePlace) throws {
    if files.name.isEmpty {
      try RunFolder.makeParents(of: files.path)
    } else {
      try RunFolder.named(path).pictures.makeFolder()
    }
    let name = files.path
    let pictures = [
      ("", landscape.contourMap().drawing()), ("-surface", landscape.surface().drawing()),
    ]
    for (ending, drawing) in pictures {
      try writeDurably(Array(drawing.svg().utf8), to: files.appending(ending + ".svg"))
      try writeDurably(drawing.png(), to: files.appending(ending + ".png"))
    }
    // The last, since a report believes it.
    let text = try compactJSON(landscape) + "\n"
    try writeDurably(Array(text.utf8), to: files.appending(".json"))
    if !isQuiet {
      Output.say(landscape.summary)
      Output.say("wrote \(name).svg, \(name)-surface.svg, .png and .json")
    }
  }
}

extension Training {
  static func landscape(_ command: LandscapeCommand, in folder: RunFolder) throws -> Landscape? {
    try folder.refuseData(of: command.toolkit.data)
    try folder.requireWeights()
    let weights = try weightsDigest(in: folder)
    let run = try SavedRun(folder, in: command.toolkit.catalog)
    // The greedy action hangs on small differences, so its returns change within a short way.
    return command.watching { watch in
      Landscape.of(
        run, episodes: command.examples, command.settings(span: 0.25), weights: weights,
        isInterrupted: { Interruption.isRequested }, watch: watch)
    }
  }
}

extension SupervisedTraining {
  static func landscape(_ command: LandscapeCommand, in folder: RunFolder) throws -> Landscape? {
    try folder.requireWeights(option: command.toolkit.data.option)
    let weights = try weightsDigest(in: folder)
    let task: Task = try run(in: folder, of: command.toolkit).trained(in: folder)
    return try command.watching { watch in
      try Landscape.of(
        task, examples: command.examples, command.settings(span: 1), weights: weights,
        isInterrupted: { Interruption.isRequested }, watch: watch)
    }
  }
}

/// How far a landscape is, for a person.
struct LandscapeProgress: ShownProgress {
  /// The places that are done.
  var step: Int
  var steps: Int
  var stepsPerSecond = 0.0

  private var fields: [String] {
    [
      aligned("\(100 * step / max(steps, 1))", 3) + " %", "\(grouped(step)) of \(grouped(steps))",
      timeLeft,
    ]
  }

  var plain: String { fields.joined(separator: "  ") }

  func lines(on terminal: Terminal, columns: Int) -> [String] {
    [Self.bar(fraction, before: fields, max(1, columns - 1), on: terminal)]
  }
}

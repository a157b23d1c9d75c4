import Environments
import RLNet
import RLRuns
import RLSettings

/// `rlrun bench`
struct BenchCommand: Command {
  static let name = "bench"

  let filter: String?
  let isQuick: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try arguments.requireNoPositional()
    filter = arguments.text(.filter)
    isQuick = arguments.has(.quick)
    printsJSON = arguments.has(.json)
  }

  func run() throws -> ExitStatus {
    let cases = Benchmark.all.filter { filter.map($0.name.contains) ?? true }
    if cases.isEmpty {
      let names = Benchmark.all.map(\.name)
      throw UsageError(
        "no case has '\(filter ?? "")' in its name",
        meant: nearestName(to: filter ?? "", among: names), known: ("cases", names))
    }
    Output.tell(
      "instruction set \(instructionSet) (available: "
        + "\(availableInstructionSets.joined(separator: ", "))), one thread of "
        + "\(Terminal.processorCount)")
    let width = cases.map(\.name.count).max() ?? 0
    var measured: [(name: String, value: Double, unit: Benchmark.Unit)] = []
    for benchmark in cases {
      let value = withThreads(1) { benchmark.measure(seconds: isQuick ? 0.05 : 0.5) }
      measured.append((benchmark.name, value, benchmark.unit))
      if !printsJSON {
        let figure = benchmark.unit == .stepsPerSecond ? rate(value) : significant(value)
        let label = benchmark.unit == .microseconds ? "µs" : benchmark.unit.rawValue
        try Output.print("\(padded(benchmark.name, width))  \(aligned(figure, 9)) \(label)")
      }
    }
    if printsJSON { try Output.print(Self.json(measured)) }
    return .success
  }

  private static func json(
    _ cases: [(name: String, value: Double, unit: Benchmark.Unit)]
  ) -> String {
    let objects = cases.map {
      "{\"name\":\"\($0.name)\",\"value\":\($0.value),\"unit\":\"\($0.unit.rawValue)\"}"
    }
    return "{\"cases\":[\(objects.joined(separator: ","))]}"
  }
}

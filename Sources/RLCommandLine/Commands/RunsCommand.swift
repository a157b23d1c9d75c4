import RLReports
import RLRuns
import RLSettings
import RLState
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `rlrun runs [FOLDER]`
struct RunsCommand: Command {
  static let name = "runs"

  let path: String
  private let isStated: Bool
  private let toolkit: Toolkit
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let stated = try arguments.atMostOnePositional()
    (path, isStated) = (stated ?? "runs", stated != nil)
    toolkit = arguments.tool.toolkit(data: DataStore(folder: nil))
    printsJSON = arguments.has(.json)
  }

  func run() throws -> ExitStatus {
    let folders = try self.folders
    let now = Date.now.timeIntervalSince1970
    var runs: [RunListing] = []
    var status = ExitStatus.success
    for folder in folders {
      do { runs.append(try .read(folder, of: toolkit, now: now)) } catch {
        // The others do not depend on it.
        Output.complain(error)
        status = .failure
      }
    }
    for run in runs where run.agreement.isContradicted {
      run.agreement.sentence(run.folder.path).map { Output.complain("warning: \($0)") }
    }
    if printsJSON {
      try Output.print(try printedJSON(runs))
    } else if folders.isEmpty {
      Output.say("\(path): there are no runs yet; train one with: rlrun cartpole --agent dqn")
    } else if !runs.isEmpty {
      try Output.print(Self.lines(runs, on: .standardOutput).joined(separator: "\n"))
    }
    return status
  }

  /// The runs of the folder; none where nobody stated it and it is not there.
  private var folders: [RunFolder] {
    get throws {
      do throws(RunFolderError) { return try RunFolder.openAll(path) } catch {
        switch error.problem {
        case .missing where !isStated: return []
        case .notRun: return []
        default: throw UsageError("\(error)")
        }
      }
    }
  }

  /// A table or, where a terminal is too narrow for it, a line and a sentence for each run.
  private static func lines(_ runs: [RunListing], on terminal: Terminal) -> [String] {
    let (table, width) = (table(runs), terminal.textWidth)
    guard terminal.isTerminal, table.contains(where: { $0.count > width }) else { return table }
    return runs.flatMap { run in
      let facts = [
        trained(run), "seed \(run.seed)", run.state, count(run.step, run.stepWord),
        run.result.map { short($0) },
        ageText(run.age) + " ago",
      ]
      let sentence = facts.compactMap(\.self).joined(separator: ", ")
      return [visibleLine(run.folder.path), indented(wrapped(sentence, columns: width - 4), by: 4)]
    }
  }

  private static func trained(_ run: RunListing) -> String {
    run.learner.map { "\($0) on \(run.problem)" } ?? run.problem
  }

  private static func table(_ runs: [RunListing]) -> [String] {
    let header = ["run", "trained", "seed", "state", "done", "result", "age"]
    let rows = runs.map { run -> [String] in
      [
        visibleLine(run.folder.path), trained(run), "\(run.seed)", run.state,
        count(run.step, run.stepWord), run.result.map { short($0) } ?? "-", ageText(run.age),
      ]
    }
    let all = [header] + rows
    let widths = header.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    let isNumber: Set = [2, 4, 6]
    return all.map { row in
      row.indices.map { column in
        isNumber.contains(column)
          ? aligned(row[column], widths[column]) : padded(row[column], widths[column])
      }.joined(separator: "  ").trimmingEnd()
    }
  }

  /// How long ago something was: `5 s`, `12 min`, `3 h`, `4 d`.
  static func ageText(_ seconds: Double) -> String {
    switch seconds {
    case ..<60: "\(Int(clamped: seconds)) s"
    case ..<3_600: "\(Int(clamped: seconds / 60)) min"
    case ..<86_400: "\(Int(clamped: seconds / 3_600)) h"
    default: "\(Int(clamped: seconds / 86_400)) d"
    }
  }
}

import Foundation

/// Where a program was ended by a signal, as Swift's runtime tells it.
struct Backtrace {
  /// The first function of the program's own, and the line where it was.
  let place: String
  /// Why, in the runtime's words; empty where it has none.
  let reason: String

  /// Runs an execution again, with the runtime's backtraces, in a folder that is taken away.
  init?(_ number: Int, seed: UInt64, of stock: Stock) {
    let plan = Plan(number, seed: seed, of: stock, in: "\(stock.scratch)/b\(number)")
    defer { removeTree(plan.place.root) }
    var environment = plan.place.environment(ProcessInfo.processInfo.environment)
    environment["SWIFT_BACKTRACE"] = "enable=yes,color=no,interactive=no,limit=16"
    var process = ChildProcess(
      arguments: [stock.tool] + plan.command, folder: plan.place.working, environment: environment,
      outputPath: plan.place.output, errorPath: plan.place.errors)
    process.descriptors = plan.descriptors
    process.seconds = 30
    _ = process.run()
    let lines = String(decoding: contents(plan.place.errors) ?? [], as: UTF8.self)
      .split(separator: "\n").map(String.init)
    let failure = lines.first {
      $0.contains("Swift runtime failure: ") || $0.contains("Fatal error: ")
    }
    reason = failure.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "* ")) } ?? ""
    guard let start = lines.firstIndex(where: { $0.hasSuffix(" crashed:") }) else { return nil }
    let frames = lines[start...].dropFirst().filter {
      $0.contains(" in ") && !$0.contains("Swift runtime failure")
    }
    let own = frames.first {
      !$0.contains("[system]") && $0.contains(" at ") && $0.contains(".swift")
    }
    guard let frame = own ?? frames.first else { return nil }
    // `3 [ra]  0x0000…  specialized RunHistory.step.getter + 390 in rlrun at Sources/….swift:61:25`
    let text = frame.split(separator: "0x", maxSplits: 1).last.map(String.init) ?? frame
    let function = text.drop { $0 != " " }.drop { $0 == " " }
    let name = function.split(separator: " in ", maxSplits: 1).first.map(String.init) ?? ""
    let file = text.split(separator: "/").last.map(String.init) ?? ""
    place = "\(name.split(separator: " + ").first.map(String.init) ?? name) (\(file))"
  }
}

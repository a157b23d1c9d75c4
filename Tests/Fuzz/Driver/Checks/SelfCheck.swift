import Foundation

/// Whether the campaign can find anything: undamaged files are read as they should be, and programs
/// that do harm are found.
struct SelfCheck {
  let stock: Stock

  /// - Throws: `SelfCheckError`.
  func run() throws(SelfCheckError) {
    let count = try checkUndamaged()
    try checkFindings()
    try checkAgreements()
    say("checked: \(count) commands on undamaged runs, and that each kind of finding is found")
  }

  /// Each command on each run that nothing was done to.
  private func checkUndamaged() throws(SelfCheckError) -> Int {
    var count = 0
    for base in Base.all {
      for state in [Base.State.complete, .killed] where base.kind != .group || state == .complete {
        for reading in Plan.readings(of: base, state) {
          var choice = Choice(seed: 1, execution: count)
          var plan = Plan("", shows: [], leaves: .nothing, in: "\(stock.scratch)/check")
          defer { removeTree(plan.place.root) }
          let steps = plan.put(base, state, of: stock)
          plan.read(base, reading, step: steps.first ?? 0, &choice)
          plan.compare(base, state, stock)
          let result = Execution(plan: plan, stock: stock).run()
          let isRight = reading.statuses.contains { result.outcome.ending == .exited($0) }
          if let words = result.finding?.words ?? (isRight ? nil : "\(result.outcome.ending)") {
            throw SelfCheckError(
              words: "\(plan.commandText) on \(base.name) (\(state)), which nothing was done to: "
                + "\(words): \(shown(String(result.told.prefix(400))))")
          }
          count += 1
        }
      }
    }
    return count
  }

  /// Programs that do each a harm. A shell is one that does what its script says.
  private static let harms: [(kind: Finding.Kind, script: String)] = [
    (.trap, "kill -ILL $$"), (.hang, "trap '' TERM; while :; do :; done"),
    (.flood, "exec head -c 11000000 /dev/zero"),
    (.flood, "exec dd if=/dev/zero of=/dev/null bs=600M count=1"),
    (.flood, "exec dd if=/dev/zero of=../out/x bs=1M count=101"),
    (.outside, "echo x >>../victim/note.txt"), (.outside, "touch ../victim/note.txt"),
    (.outside, "chmod 600 ../victim/note.txt"), (.outside, "rm ../victim/note.txt"),
    (.outside, "echo >here"), (.outside, "echo >../place/beside"), (.outside, "echo >\"$HOME/x\""),
    (.outside, "touch ../../stock/grid/result.json"), (.changed, "echo >../place/run/lock"),
    (.leak, "cat ../victim/secret.txt"), (.leak, "env >../out/x"),
    (.control, "printf '\\033[31mred'"), (.status, "exit 3"), (.silent, "echo return 1.0"),
    (.flood, "head -c 70000 /dev/zero | tr '\\0' a"),
    (.control, "printf 'agent dqn\\n\(Limits.injected)'"),
    (.control, "printf 'd\\343\\205\\244qn'"), (.changed, "rm ../place/run/notes.1-2.partial"),
    (.changed, "echo >>../place/run/pictures/plot.3-4.partial"),
    (.outside, "rm ../out/fork/thesis.2024-12.partial"),
  ]

  private func checkFindings() throws(SelfCheckError) {
    let tool = "\(stock.scratch)/harm"
    defer { removeTree(tool) }
    for (kind, script) in Self.harms {
      let found = harm(script, tool: tool, seconds: kind == .hang ? 2 : 60)
      guard found?.kind == kind else {
        throw SelfCheckError(
          words: "a program that does '\(script)' was not found as \(kind), but as "
            + "\(found?.words ?? "nothing")")
      }
    }
    for words in Limits.wordsOfDisagreement {
      if let finding = harm("echo 'the run \(words)'", tool: tool, seconds: 60) {
        throw SelfCheckError(words: "a program that says '\(words)': \(finding.words)")
      }
    }
  }

  /// What is found of a program in the place of `rlrun evaluate`, where the weights were altered.
  private func harm(_ script: String, tool: String, seconds: Double) -> Finding? {
    store("#!/bin/sh\n\(script)\n", at: tool)
    chmod(tool, 0o755)
    var plan = Plan(
      "evaluate ../place/run", shows: [.weights], leaves: .nothing, in: "\(stock.scratch)/check")
    defer { removeTree(plan.place.root) }
    (plan.output, plan.isInjected) = (Limits.fewOutput, true)
    let base = Base.all[0]
    _ = plan.put(base, .complete, of: stock)
    plan.putStrangers { _ in true }
    store("other weights", at: "\(plan.place.run)/weights.safetensors")
    plan.compare(base, .complete, stock)
    return Execution(plan: plan, stock: stock, tool: tool, seconds: seconds).run().finding
  }
}

extension SelfCheck {
  /// Changes of one value each, nil where it is missing, and what is altered in meaning by them.
  private static let alterations: [(file: String, path: String, value: String?, parts: Set<Part>)] =
    [
      ("result.json", "evaluation.mean", "0.99", [.result]), ("result.json", "steps", "1500.0", []),
      ("result.json", "trainSeconds", "9", [.result]),
      ("config.json", "seed", "2", [.configuration]),
      ("config.json", "hyperparameters.learningRate", "0.5", [.configuration]),
      ("config.json", "hyperparameters.learningRate", "5e-4", []),
      ("config.json", "environmentSettings.map", "\"maze\"", [.configuration]),
      ("config.json", "recording.checkpoints", "9", []), ("config.json", "preset", "\"x\"", []),
      ("receipt.json", "configuration.seed", "2", [.receipt, .configuration]),
      ("receipt.json", "weights", "\"0\"", [.receipt, .weights]),
      ("receipt.json", "episodes", "1", [.receipt, .result]),
      ("receipt.json", "transitions", "\"0\"", [.receipt]),
      ("receipt.json", "evaluation.returns", nil, [.result]),
      ("receipt.json", "preset", nil, [.configuration]), ("receipt.json", "arithmetic", nil, []),
      ("receipt.json", "weights", nil, [.weights]), ("result.json", "record", nil, [.result]),
      ("result.json", "record.metrics.csv", nil, [.result]),
      ("result.json", "evaluation.returns", nil, [.result]),
      ("result.json", "trainSeconds", nil, []),
    ]

  private func checkAgreements() throws(SelfCheckError) {
    let original = "\(stock.folder)/grid"
    for (file, path, value, parts) in Self.alterations {
      let copy = "\(stock.scratch)/check"
      defer { removeTree(copy) }
      copyTree(original, to: copy)
      let text = contents("\(copy)/\(file)").flatMap { JSONText($0) }
      let found = text?.values.first { $0.path.joined(separator: ".") == path }
      guard let text, let found else {
        throw SelfCheckError(words: "\(file) of a run has no \(path)")
      }
      let bytes = value.map { JSONEdit(value: found, new: $0).applied(to: text) }
      store(bytes ?? withoutMember(text, found).bytes, at: "\(copy)/\(file)")
      let altered = Agreement(of: copy, with: original, isKilled: false).altered
      guard altered == parts else {
        throw SelfCheckError(words: "\(file): \(path) = \(value ?? "nothing") alters \(altered)")
      }
    }
  }
}

/// The campaign itself is wrong, or the program no longer does what it is built on.
struct SelfCheckError: Error, CustomStringConvertible {
  let words: String
  var description: String { "fuzz: \(words)" }
}

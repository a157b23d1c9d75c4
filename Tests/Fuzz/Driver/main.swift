import Foundation

/// The driver of `Tests/Fuzz/campaign.sh`, which says how it is called.
struct Options {
  var tool = ""
  var scratch = ""
  var executions = 2_000
  var seed: UInt64 = 1
  var only: Int?
  var goesOn = false

  init(_ arguments: [String]) throws {
    var numbers: [String] = []
    var rest = arguments[...]
    func value(_ option: String) throws -> String {
      guard let value = rest.popFirst() else { throw UsageError(words: "\(option) needs a value") }
      return value
    }
    while let argument = rest.popFirst() {
      switch argument {
      case "--tool": tool = try value(argument)
      case "--scratch": scratch = try value(argument)
      case "--only": only = try Self.whole(value(argument))
      case "--go-on": goesOn = true
      default: numbers.append(argument)
      }
    }
    if only == nil, let first = numbers.first {
      executions = try Self.whole(first)
      numbers.removeFirst()
    }
    if let first = numbers.first {
      guard let seed = UInt64(first), numbers.count == 1 else {
        throw UsageError(words: "'\(numbers.joined(separator: " "))' is no seed")
      }
      self.seed = seed
    }
    guard access(tool, X_OK) == 0 else { throw UsageError(words: "there is no program '\(tool)'") }
    guard !scratch.isEmpty else { throw UsageError(words: "--scratch needs a folder") }
  }

  private static func whole(_ text: String) throws -> Int {
    guard let number = Int(text), number > 0 else {
      throw UsageError(words: "'\(text)' is no number from 1 on")
    }
    return number
  }
}

struct UsageError: Error, CustomStringConvertible {
  let words: String
  var description: String {
    "fuzz: \(words); it is called by Tests/Fuzz/campaign.sh [--go-on] [EXECUTIONS] [SEED], or with "
      + "--only EXECUTION [SEED]"
  }
}

do {
  let options = try Options(Array(CommandLine.arguments.dropFirst()))
  let stock = try Stock(tool: options.tool, scratch: options.scratch)
  if options.only == nil { try SelfCheck(stock: stock).run() }
  let campaign = Campaign(stock: stock, seed: options.seed, goesOn: options.goesOn)
  let numbers = options.only.map { $0...$0 } ?? 1...options.executions
  exit(campaign.run(numbers) == 0 ? 0 : 1)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(2)
}

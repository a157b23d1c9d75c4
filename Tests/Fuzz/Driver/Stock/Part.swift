/// What a file of a run is to a command that reads it.
enum Part: String, CaseIterable {
  case configuration, receipt, result, weights, checkpoint, metrics, timing, evaluations, landscape
  case events, table, samples, other

  /// - Parameter path: of the file, from the run's folder.
  init(_ path: String) {
    let parts = path.split(separator: "/")
    switch parts.last.map(String.init) ?? "" {
    case "config.json": self = .configuration
    case "receipt.json": self = .receipt
    case "result.json": self = .result
    case "weights.safetensors": self = .weights
    case "metrics.csv": self = .metrics
    case "timing.csv": self = .timing
    case "evaluations.csv", "selections.csv": self = .evaluations
    case "landscape.json": self = .landscape
    case "table.json", "table.csv": self = .table
    case let name where name.hasPrefix("events."): self = .events
    case let name where name.hasSuffix(".idx") || name == "samples": self = .samples
    case let name where name.hasSuffix(".safetensors") || name == "checkpoints": self = .checkpoint
    default: self = .other
    }
  }

  /// How often it is chosen to be changed, relative to the others.
  var weight: Int {
    switch self {
    case .configuration: 20
    case .result, .weights, .metrics: 12
    case .checkpoint: 14
    case .receipt: 10
    case .timing, .evaluations, .landscape: 6
    case .events, .table, .samples: 4
    case .other: 1
    }
  }
}

extension GroupSummary: Encodable {
  private enum CodingKeys: String, CodingKey {
    case seeds, failed, iqm, mean, median, min, max, confidence, threshold, solved, reached
  }

  /// `{"seeds", "failed", "iqm": {"value", "low", "high"}, "mean": {...}, "median", "min", "max",
  /// "confidence": 0.95, "threshold", "solved": {"seeds", "share": {...}}, "reached": {"seeds",
  /// "medianSteps", "stepsInterval": {...}, "medianSeconds"}}`; what is missing is null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seeds, forKey: .seeds)
    try container.encode(failures, forKey: .failed)
    try container.encode(interquartileMean, forKey: .iqm)
    try container.encode(mean, forKey: .mean)
    try container.encode(median, forKey: .median)
    try container.encode(min, forKey: .min)
    try container.encode(max, forKey: .max)
    try container.encode(Estimate.confidence, forKey: .confidence)
    try container.encode(threshold, forKey: .threshold)
    try container.encode(solved, forKey: .solved)
    try container.encode(reached, forKey: .reached)
  }
}

extension GroupSummary.Reached: Encodable {
  private enum CodingKeys: String, CodingKey {
    case seeds, medianSteps, stepsInterval, medianSeconds
  }

  /// A missing median is null.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seeds, forKey: .seeds)
    try container.encode(medianSteps, forKey: .medianSteps)
    try container.encode(stepsInterval, forKey: .stepsInterval)
    try container.encode(medianSeconds, forKey: .medianSeconds)
  }
}

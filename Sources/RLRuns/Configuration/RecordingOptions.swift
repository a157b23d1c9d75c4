/// What is kept of a run while it goes. Nothing of it changes the run.
package struct RecordingOptions: Sendable, Hashable {
  /// Steps from one checkpoint to the next; 0 for none.
  package var checkpointEvery = 50_000
  /// How many checkpoints are kept, the latest ones; at least 1.
  package var checkpoints = 3
  /// Steps from one evaluation to the next that is only recorded; 0 for none.
  package var evaluateEvery = 0
  /// Episodes of such an evaluation; at least 1.
  package var evaluateEpisodes = 20
  /// Steps from one video of an episode to the next; 0 for none.
  package var recordEvery = 0
  /// Which episodes have a row in the record.
  package var episodes = EpisodeRecording.all

  package init() {}
}

extension RecordingOptions: Codable {
  private enum CodingKeys: String, CodingKey {
    case checkpointEvery, checkpoints, evaluateEvery, evaluateEpisodes, recordEvery
    case episodes = "recordEpisodes"
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    checkpointEvery = try container.decode(forKey: .checkpointEvery, in: 0...Int.max)
    checkpoints = try container.decode(forKey: .checkpoints, in: 1...1000)
    // Runs of tasks had none in release 0.3.0.
    if container.contains(.evaluateEvery) || container.contains(.evaluateEpisodes) {
      evaluateEvery = try container.decode(forKey: .evaluateEvery, in: 0...Int.max)
      evaluateEpisodes = try container.decode(forKey: .evaluateEpisodes, in: 1...1_000_000)
    }
    if container.contains(.recordEvery) {
      recordEvery = try container.decode(forKey: .recordEvery, in: 0...Int.max)
    }
    if container.contains(.episodes) {
      let text = try container.decode(String.self, forKey: .episodes)
      guard let known = EpisodeRecording(text: text) else {
        throw DecodingError.dataCorruptedError(
          forKey: .episodes, in: container,
          debugDescription: "found '\(text)', expected all, window or a number from 1")
      }
      episodes = known
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(checkpointEvery, forKey: .checkpointEvery)
    try container.encode(checkpoints, forKey: .checkpoints)
    try container.encode(evaluateEvery, forKey: .evaluateEvery)
    try container.encode(evaluateEpisodes, forKey: .evaluateEpisodes)
    if recordEvery > 0 { try container.encode(recordEvery, forKey: .recordEvery) }
    if episodes != .all { try container.encode(episodes.text, forKey: .episodes) }
  }
}

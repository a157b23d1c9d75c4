import Agents

extension Replay {
  /// An episode as the page plays it.
  init(_ episode: RecordedEpisode) {
    self.init(
      frames: episode.frames.map(\.scene), framesPerSecond: episode.framesPerSecond,
      captions: episode.frames.map(\.caption), actions: episode.actionNames,
      outputs: episode.frames.map { $0.outputs.map(Double.init) },
      outputKind: episode.outputKind.rawValue,
      chosen: episode.frames.map { frame in
        // The action taken here is the one that led to the next frame, and is greedy.
        episode.outputKind == .coordinates
          ? nil : frame.outputs.indices.max { frame.outputs[$0] < frame.outputs[$1] }
      })
  }

  /// The first episode of the evaluation after training; nil where the environment has no scene.
  static func of(_ run: SavedRun) -> Replay? {
    (try? RecordedEpisode(run, width: 600)).map(Replay.init)
  }
}

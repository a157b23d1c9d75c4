/// What is kept of a run while it goes. Nothing of it changes the run.
package struct RecordingOptions: Sendable, Hashable {
  /// Environment steps from one checkpoint to the next; 0 for none.
  package var checkpointEvery = 50_000
  /// How many checkpoints are kept, the latest ones; at least 1.
  package var checkpoints = 3
  /// Environment steps from one evaluation to the next that is only recorded; 0 for none.
  package var evaluateEvery = 0
  /// Episodes of such an evaluation; at least 1.
  package var evaluateEpisodes = 20

  package init() {}
}

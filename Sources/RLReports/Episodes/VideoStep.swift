import Agents
import RLFigures
import RLFiles
import RLRuns

/// Records an episode of the present policy now and then: `videos/step-N.gif` in the run's folder. It
/// plays the first episode of the evaluation after training, and changes nothing.
struct VideoStep<A: Agent>: LoopStep {
  static var name: String { "videos" }

  let run: AgentRun

  /// Steps of an episode at most, so that a long one does not hold up training for long.
  private static var greatestLength: Int { 1_000 }

  func isDue(_ status: AgentStatus, after before: AgentStatus) -> Bool {
    let every = run.recording.recordEvery
    return status.step / every > before.step / every
  }

  func act(
    _ training: Training<A>, _ status: AgentStatus, _ record: RunRecord<Training<A>>,
    _ clock: inout SessionClock
  ) throws {
    let start = clock.now
    // What has no picture has no video; that is no reason to stop training.
    let played = try? RecordedEpisode(
      SavedRun(run, training, training.agent.policy), steps: Self.greatestLength, frames: 200)
    guard let episode = played else { return }
    let animation = episode.animation(framesPerSecond: nil)
    try record.folder.write(
      animation.gif(scale: 1, theme: .light), to: "videos/step-\(status.step).gif")
    clock.observed += clock.now - start
  }
}

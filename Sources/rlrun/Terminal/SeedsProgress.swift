import Agents
import RLRuns
import Synchronization

/// Shows several runs that train at once. Whichever of them comes by when it is time draws for all,
/// so that no thread is needed for it.
final class SeedsProgress: Sendable {
  private let state: Mutex<State>

  private struct State {
    var progress: Progress?
    var text: SeedsProgressText
    /// Environment steps of the seeds that ended.
    var endedSteps = 0
    let start = ContinuousClock.now

    mutating func draw() {
      let (text, seconds) = (text, start.duration(to: .now) / .seconds(1))
      let trained = text.running.reduce(endedSteps) { $0 + $1.step }
      let total = text.steps.multipliedReportingOverflow(by: text.seeds)
      let steps = total.overflow ? Int.max : total.partialValue
      progress?.update(seconds, step: trained, of: steps) { text }
    }
  }

  /// - Parameters:
  ///   - steps: environment steps of one seed.
  ///   - isQuiet: whether nothing is shown.
  init(seeds: Int, steps: Int, isQuiet: Bool) {
    state = Mutex(
      State(
        progress: isQuiet ? nil : Progress(on: .standardError),
        text: SeedsProgressText(seeds: seeds, steps: steps)))
  }

  func begin(_ seed: UInt64) {
    state.withLock { $0.text.running.append(SeedsProgressText.Running(seed: seed)) }
  }

  func update(_ seed: UInt64, step: Int, recentMean: Double?) {
    state.withLock { state in
      guard let index = state.text.running.firstIndex(where: { $0.seed == seed }) else { return }
      state.text.running[index].step = step
      state.text.running[index].recentMean = recentMean
      state.draw()
    }
  }

  /// - Parameter result: nil where the run failed.
  func end(_ seed: UInt64, _ result: RunResult?) {
    state.withLock { state in
      if let index = state.text.running.firstIndex(where: { $0.seed == seed }) {
        let last = state.text.running.remove(at: index)
        state.endedSteps += result?.counters.steps ?? last.step
      }
      if let evaluation = result?.evaluation {
        state.text.returns.append(evaluation.mean)
        if let isSolved = result?.isSolved {
          state.text.solved = (state.text.solved ?? 0) + (isSolved ? 1 : 0)
        }
      }
      if result == nil { state.text.failed += 1 }
      state.draw()
    }
  }

  /// Takes the lines away.
  func finish() { state.withLock { $0.progress?.finish() } }
}

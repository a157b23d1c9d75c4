import Synchronization

/// Shows several runs that train at once. Whichever of them comes by when it is time draws for all,
/// so that no thread is needed for it.
final class SharedProgress<Text: ShownProgress & Sendable>: Sendable {
  private let state: Mutex<(progress: Progress?, text: Text)>
  private let start = ContinuousClock.now

  /// - Parameter isQuiet: whether nothing is shown.
  init(_ text: Text, isQuiet: Bool) {
    state = Mutex((isQuiet ? nil : Progress(on: .standardError), text))
  }

  /// Takes in what a run came to.
  func update(_ change: (inout Text) -> Void) {
    state.withLock { state in
      change(&state.text)
      state.progress?.update(start.duration(to: .now) / .seconds(1), state.text)
    }
  }

  /// Takes in what a run came to, and tells it in a line that stays.
  func tell(_ line: String, _ change: (inout Text) -> Void) {
    state.withLock { state in
      change(&state.text)
      guard state.progress != nil else { return }
      state.progress?.finish()
      Output.tell(line)
    }
  }

  /// Takes the lines away.
  func finish() { state.withLock { $0.progress?.finish() } }
}

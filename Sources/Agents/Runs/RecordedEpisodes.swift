import RLFiles
import RLNet
import RLRuns

/// The rows of a `metrics.csv`.
struct RecordedEpisodes: Sendable {
  /// The names of the columns.
  let columns: [String]
  /// The numbers of the episodes.
  let episodes: Range<Int>
  private let rows: [Substring]

  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where a row is not that of
  ///   the episode after the one before.
  init(_ path: String) throws {
    let text = String(decoding: try readFile(path), as: UTF8.self)
    // A row without a newline is one that is being written.
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    columns = lines.first?.split(separator: ",").map(String.init) ?? []
    rows = Array(lines.dropFirst())
    let first = rows.first.flatMap { Self.numbers($0)?.episode } ?? 1
    episodes = first..<first + rows.count
    for (episode, row) in zip(episodes, rows) where Self.numbers(row)?.episode != episode {
      throw RunFileError(
        file: path, field: "line \(episode - first + 2)",
        problem: "it is not the row of episode \(episode)")
    }
  }

  subscript(episode: Int) -> Substring? {
    episodes.contains(episode) ? rows[episode - episodes.lowerBound] : nil
  }

  /// The step at which an episode ended.
  func endStep(_ episode: Int) -> Int? { self[episode].flatMap { Self.numbers($0)?.step } }

  /// The step at which the last episode ended; 0 where there is none.
  var lastStep: Int { endStep(episodes.upperBound - 1) ?? 0 }

  private static func numbers(_ row: Substring) -> (episode: Int, step: Int)? {
    let fields = row.split(separator: ",", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3, let episode = Int(fields[0]), let step = Int(fields[1]), episode > 0
    else { return nil }
    return (episode, step)
  }
}

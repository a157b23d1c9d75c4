import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a run trains.
package enum RunKind: Sendable, Hashable {
  /// An agent in an environment.
  case agent
  /// A task, by its name.
  case task(String)
}

extension RunFolder {
  /// What the run of the folder trains; that of an agent where its configuration does not tell, which
  /// then tells what is wrong with it.
  ///
  /// - Throws: `FileError` where the configuration cannot be read.
  package func kind() throws(FileError) -> RunKind {
    let content = try readFile(configurationPath)
    let head = try? jsonDecoder().decode(Head.self, from: content)
    return head?.task.map(RunKind.task) ?? .agent
  }
}

/// What of a configuration tells its kind.
private struct Head: Decodable {
  /// Nil where there is no such field; empty where it is no text, which its reader then tells.
  let task: String?

  private enum CodingKeys: String, CodingKey { case task }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    task =
      container.contains(.task) ? (try? container.decode(String.self, forKey: .task)) ?? "" : nil
  }
}

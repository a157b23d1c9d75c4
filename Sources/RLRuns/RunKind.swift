import RLNet

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
    struct Head: Decodable { var task: String }
    let head = try? jsonDecoder().decode(Head.self, from: readFile(configurationPath))
    return head.map { .task($0.task) } ?? .agent
  }
}

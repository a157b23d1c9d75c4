import Environments
import RLRandom

extension Box {
  /// Actions of the space from coordinates in −1...1, row by row: −1 is the lower bound, 1 the upper
  /// one.
  public func stretched(_ coordinates: [Float]) -> Actions {
    let width = count
    return .continuous(
      coordinates.indices.map { index in
        let (low, high) = (low[index % width], high[index % width])
        let action = low + 0.5 * (coordinates[index] + 1) * (high - low)
        return min(max(action, low), high)  // against rounding
      })
  }
}

extension PCG64 {
  /// Coordinates drawn uniformly from −1...1.
  mutating func uniformCoordinates(_ count: Int) -> [Float] {
    (0..<count).map { _ in Float(uniform(-1, 1)) }
  }
}

extension Spaces {
  /// The box of continuous actions for an agent whose networks see vectors.
  ///
  /// - Throws: `AgentFitError` where actions are discrete, or observations are pictures.
  func continuousControl(for agent: String) throws(AgentFitError) -> Box {
    let box = try continuousActions(for: agent)
    if case .pixels = observation {
      throw AgentFitError(
        agent, .observations(found: "pictures (\(observation))", needed: "vectors"))
    }
    return box
  }
}

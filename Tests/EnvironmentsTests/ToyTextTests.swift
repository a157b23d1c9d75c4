import Environments
import RLRandom
import TestSupport
import Testing

struct TableEpisode: Decodable {
  var seed: UInt64
  var episode: Int
  var actions, states, rewards, flags: String
}

/// What the environment does, from a reset with a generator on, written as the fixtures are.
func followTable<Base: TabularEnvironment>(
  _ actions: [Int], _ environment: inout Base, _ generator: inout PCG64, rewards: [Double]
) -> (states: String, rewards: String, flags: String) {
  environment.reset(using: &generator)
  var states = stateCharacter(observation(environment))
  var codes = ""
  var flags = ""
  for action in actions {
    let step = environment.step(action, using: &generator)
    states += stateCharacter(observation(environment))
    codes += "\(rewards.firstIndex(of: step.reward) ?? 9)"
    flags += flag(step)
  }
  return (states, codes, flags)
}

/// Follows recorded episodes; those after the first of a seed go on with its stream.
func expectSame<Base: TabularEnvironment>(
  _ episodes: [TableEpisode], _ environment: Base, rewards: [Double], _ name: String
) {
  var environment = environment
  var generator = PCG64(seed: 0)
  #expect(Set(episodes.map(\.seed)).count >= 20)
  for episode in episodes {
    if episode.episode == 0 { generator = PCG64(seed: episode.seed) }
    let found = followTable(
      digits(episode.actions), &environment, &generator, rewards: rewards)
    let place = "\(name), seed \(episode.seed), episode \(episode.episode)"
    #expect(found.states == episode.states, "\(place)")
    #expect(found.rewards == episode.rewards, "\(place)")
    #expect(found.flags == episode.flags, "\(place)")
  }
}

@Suite struct FrozenLakeTests {
  struct File: Decodable {
    struct Case: Decodable {
      var id: String
      var map: [String]?
      var isSlippery: Bool
      var successRate: Double
      var episodes: [TableEpisode]
    }
    struct RandomMap: Decodable {
      var seed: UInt64
      var size: Int
      var p: Double
      var rows: [String]
    }
    var rewards: [Double]
    var cases: [Case]
    var randomMaps: [RandomMap]
  }

  let file: File

  init() throws { file = try Fixture.load("frozenlake", as: File.self) }

  @Test func episodesEqualGymnasium() throws {
    for recorded in file.cases {
      let isLarge = recorded.id == "FrozenLake8x8-v1"
      let map = try recorded.map.map { try FrozenLakeMap(rows: $0) } ?? (isLarge ? .large : .small)
      let lake = FrozenLake(
        map: map, isSlippery: recorded.isSlippery, successRate: recorded.successRate)
      expectSame(
        recorded.episodes, TimeLimit(lake, limit: isLarge ? 200 : 100), rewards: file.rewards,
        recorded.id)
    }
  }

  @Test func actionsAreSampledAsGymnasium() {
    let space = FrozenLake().actionSpace
    for recorded in file.cases {
      var generator = PCG64(seed: 0)
      for episode in recorded.episodes {
        if episode.episode == 0 { generator = PCG64(seed: episode.seed + 100) }
        #expect(
          digits(episode.actions).map { _ in space.sample(using: &generator) }
            == digits(episode.actions))
      }
    }
  }

  @Test func randomMapsEqualGymnasium() throws {
    for map in file.randomMaps {
      var generator = PCG64(seed: map.seed)
      #expect(
        try FrozenLakeMap.random(size: map.size, p: map.p, using: &generator).rows == map.rows,
        "seed \(map.seed)")
    }
  }

  @Test(.timeLimit(.minutes(10))) func mapsWithoutAWayAreGivenUp() throws {
    var generator = PCG64(seed: 1)
    let error = try #require(throws: RandomMapError.self) {
      try FrozenLakeMap.random(size: 30, p: 0.4, using: &generator)
    }
    #expect(error == RandomMapError(size: 30, p: 0.4, draws: FrozenLakeMap.randomDraws))
    #expect(error.description.contains("mapSize = 30 and mapFrozen = 0.4"))
    #expect(error.description.contains("take a greater mapFrozen"))
    #expect(throws: RandomMapError.self) {
      try EnvironmentRegistry.builtIn.entry(named: "frozenlake").make(
        settings: ["map": .string("random"), "mapSize": .int(30), "mapFrozen": .double(0.4)])
    }
    // What the message advises is enough at the greatest size that can be set.
    #expect(try FrozenLakeMap.random(size: 100, p: 0.7, using: &generator).rowCount == 100)
  }

  @Test func rewardScheduleIsOfTheTileGoneTo() throws {
    let map = try FrozenLakeMap(rows: ["SHG", "FFF"])
    let table = FrozenLake(
      map: map, isSlippery: false, rewards: .init(goal: 5, hole: -2, frozen: 0.25)
    ).table
    #expect(table.outcomes(of: 0, action: 2).first?.reward == -2)
    #expect(table.outcomes(of: 0, action: 1).first?.reward == 0.25)
    #expect(table.outcomes(of: 5, action: 3).first?.reward == 5)
    #expect(table.outcomes(of: 2, action: 0).first?.reward == 0)
  }
}

@Suite struct CliffWalkingTests {
  struct File: Decodable {
    struct Case: Decodable {
      var id: String
      var guided: [TableEpisode]
      var random: [RandomEpisode]
    }
    struct RandomEpisode: Decodable {
      var seed: UInt64
      var steps: Int
      var hash, checkpoints: String
    }
    var rewards: [Double]
    var cases: [Case]
  }

  @Test func episodesEqualGymnasium() throws {
    let file = try Fixture.load("cliffwalking", as: File.self)
    for recorded in file.cases {
      var environment = CliffWalking(isSlippery: recorded.id == "CliffWalkingSlippery-v1")
      expectSame(recorded.guided, environment, rewards: file.rewards, recorded.id)
      for episode in recorded.random {
        var generator = PCG64(seed: episode.seed)
        var actionGenerator = PCG64(seed: episode.seed + 100)
        let actions = (0..<episode.steps).map { _ in
          environment.actionSpace.sample(using: &actionGenerator)
        }
        let found = followTable(actions, &environment, &generator, rewards: file.rewards)
        let states = Array(found.states)
        let spacing = max(1, states.count / 16)
        #expect(
          String(stride(from: 0, to: states.count, by: spacing).map { states[$0] })
            == episode.checkpoints, "\(recorded.id), seed \(episode.seed)")
        #expect(fnv(found.states + found.rewards + found.flags) == episode.hash)
        #expect(found.flags.dropLast().allSatisfy { $0 == "0" } && found.flags.last == "1")
      }
    }
  }
}

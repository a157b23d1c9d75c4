import Environments
import RLRandom
import Testing

/// An environment to look at is as those of a world, but stays at its end.
@Suite struct SingleEnvironmentTests {
  @Test func isTheFirstEpisodeOfAWorld() throws {
    try expectSame(TimeLimit(CartPole(), limit: 30))
    try expectSame(TimeLimit(FrozenLake(), limit: 30))
    try expectSame(TimeLimit(Pendulum(), limit: 9))
    try expectSame(Countdown())
    try expectSame(Camera())
  }

  private func expectSame(_ base: some Environment) throws {
    var world = try World(base, count: 1, seed: 5)
    var single = try #require(SingleEnvironment(like: world, generator: PCG64(seed: 5)))
    let dimensions = world.spaces.action.count
    var draws = PCG64(seed: 6)
    #expect(single.spaces == world.spaces && single.timeLimit == world.timeLimit)
    while true {
      #expect(single.observation == world.observations)
      #expect(single.actionMask == world.actionMask)
      let actions = world.spaces.action.sampleActions(rows: 1, using: &draws)
      world.step(actions)
      let step = single.step(actions.action(at: 0, dimensions: dimensions))
      #expect(step == world.transitions.step(0))
      if step.isDone { break }
    }
    #expect(single.observation == world.transitions.nextObservations)
    // A new episode with the stream of the first begins as that did.
    single.reset(using: PCG64(seed: 5))
    #expect(try single.observation == World(base, count: 1, seed: 5).observations)
  }

  @Test func showsWhatTheEnvironmentShows() throws {
    let lake = TimeLimit(FrozenLake(), limit: 30)
    let single = try SingleEnvironment(lake)
    #expect(single.rendering(columns: 80) == lake.base.rendering(columns: 80))
    #expect(single.unwrapped is FrozenLake && single.actionNames?.count == 4)
    #expect(try SingleEnvironment(CartPole()).rendering(columns: 80) != nil)
    #expect(try SingleEnvironment(Countdown()).rendering(columns: 80) == nil)
    let rod = try SingleEnvironment(TimeLimit(Pendulum(), limit: 3))
    #expect(rod.actionNames == nil && rod.actionComponents?.map(\.name) == ["torque"])
  }
}

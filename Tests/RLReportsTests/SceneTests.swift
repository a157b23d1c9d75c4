import Environments
import Foundation
import RLFigures
import RLRandom
import RLReports
import RLState
import Testing

@Suite struct SceneTests {
  @Test func aMapIsItsTilesTheirLabelsAndTheAgent() throws {
    let map = try GridWorldMap(text: "S#\n.G\nPA\nA = 2.5")
    let world = try SingleEnvironment(TimeLimit(TimeLimit(GridWorld(map: map), limit: 9), limit: 7))
    let picture = try #require(scene(of: world, width: 20))
    #expect(
      picture.svgElement() == """
        <svg xmlns="http://www.w3.org/2000/svg" width="20" height="30" viewBox="0 0 20 30" \
        role="img" aria-label="A map of 3 × 2 tiles with an agent on it">
        <path d="M0.5,0.5 9.5,0.5 9.5,9.5 0.5,9.5ZM0.5,10.5 9.5,10.5 9.5,19.5 0.5,19.5Z" \
        fill-rule="evenodd" class="grid" opacity="0.6"/>
        <path d="M10.5,0.5 19.5,0.5 19.5,9.5 10.5,9.5Z" fill-rule="evenodd" class="muted"/>
        <path d="M10.5,10.5 19.5,10.5 19.5,19.5 10.5,19.5ZM10.5,20.5 19.5,20.5 19.5,29.5 10.5,29.5Z" \
        fill-rule="evenodd" class="series-2"/>
        <path d="M0.5,20.5 9.5,20.5 9.5,29.5 0.5,29.5Z" fill-rule="evenodd" class="series-1"/>
        <text x="5" y="6.44" font-size="4" text-anchor="middle" class="muted">S</text>
        <text x="15" y="16.44" font-size="4" text-anchor="middle" font-weight="600" \
        class="ground">+1</text>
        <text x="5" y="26.44" font-size="4" text-anchor="middle" font-weight="600" \
        class="ground">−1</text>
        <circle cx="5" cy="5" r="3" class="series-3 ground-line" stroke-width="0.75"/>
        </svg>

        """)
  }

  @Test func aLakeHasIceAndHoles() throws {
    let map = try FrozenLakeMap(text: "SFHG")
    var lake = FrozenLake(map: map, isSlippery: false)
    var generator = PCG64(seed: 1)
    lake.reset(using: &generator)
    _ = lake.step(2, using: &generator)
    let picture = try #require(scene(of: SingleEnvironment(lake), width: 40))
    #expect(
      picture.svgBody() == """
        <path d="M0.5,0.5 9.5,0.5 9.5,9.5 0.5,9.5Z" fill-rule="evenodd" class="grid" opacity="0.6"/>
        <path d="M10.5,0.5 19.5,0.5 19.5,9.5 10.5,9.5ZM20.5,0.5 29.5,0.5 29.5,9.5 20.5,9.5Z" \
        fill-rule="evenodd" class="series-5" opacity="0.3"/>
        <path d="M30.5,0.5 39.5,0.5 39.5,9.5 30.5,9.5Z" fill-rule="evenodd" class="series-2"/>
        <circle cx="25" cy="5" r="3.6" class="series-0-line" fill="#0b2742" stroke-width="0.75"/>
        <text x="5" y="6.44" font-size="4" text-anchor="middle" class="muted">S</text>
        <text x="35" y="6.44" font-size="4" text-anchor="middle" font-weight="600" \
        class="ground">G</text>
        <circle cx="15" cy="5" r="3" class="series-3 ground-line" stroke-width="0.75"/>

        """)
  }

  /// A hundred points are a metre. Of the pole, the sine is 0.6 and the cosine 0.8.
  @Test func cartPoleIsToScale() throws {
    var cartPole = CartPole()
    cartPole.state = .init(position: 0.5, angle: asin(0.6))
    let picture = try #require(scene(of: SingleEnvironment(cartPole), width: 540))
    #expect(
      picture.svgElement() == """
        <svg xmlns="http://www.w3.org/2000/svg" width="540" height="160" viewBox="0 0 540 160" \
        role="img" aria-label="A cart on a track that balances a pole">
        <polyline points="1,128 539,128" class="muted-line" fill="none" stroke-width="1.5" \
        stroke-linejoin="round" stroke-linecap="round"/>
        <polyline points="30,138 30,118" class="series-1-line" fill="none" stroke-width="3" \
        stroke-linejoin="round" stroke-linecap="round"/>
        <text x="30" y="153" font-size="13" text-anchor="middle" class="muted">−2.4 m</text>
        <polyline points="270,133 270,123" class="muted-line" fill="none" stroke-width="1.5" \
        stroke-linejoin="round" stroke-linecap="round"/>
        <text x="270" y="153" font-size="13" text-anchor="middle" class="muted">0</text>
        <polyline points="510,138 510,118" class="series-1-line" fill="none" stroke-width="3" \
        stroke-linejoin="round" stroke-linecap="round"/>
        <text x="510" y="153" font-size="13" text-anchor="middle" class="muted">2.4 m</text>
        <rect x="298" y="115" width="44" height="26" rx="4" class="series-0"/>
        <polyline points="320,128 380,48" class="series-1-line" fill="none" stroke-width="8" \
        stroke-linejoin="round" stroke-linecap="round"/>
        <circle cx="320" cy="128" r="3.5" class="series-4"/>
        </svg>

        """)
  }

  @Test func anEnvironmentThatWritesItselfIsDrawnCharacterByCharacter() throws {
    let pictures = try #require(
      scenes(
        of: [SingleEnvironment(Counter(count: 7)), SingleEnvironment(Counter(count: 12))], width: 96
      )
    )
    // The longest line has four characters of 24 points; the "n" is the same in both.
    #expect(
      pictures[0].svgBody() == """
        <text x="12" y="33.6" font-size="33.6" text-anchor="middle" class="ink">n</text>
        <text x="60" y="81.6" font-size="33.6" text-anchor="middle" class="ink">7</text>

        """)
    #expect(
      pictures[1].svgBody() == """
        <text x="12" y="33.6" font-size="33.6" text-anchor="middle" class="ink">n</text>
        <text x="60" y="81.6" font-size="33.6" text-anchor="middle" class="ink">1</text>
        <text x="84" y="81.6" font-size="33.6" text-anchor="middle" class="ink">2</text>

        """)
    for picture in pictures { #expect(picture.width == 96 && picture.height == 96) }
  }

  @Test func anEnvironmentWithoutADrawingHasNoScene() throws {
    #expect(scene(of: try SingleEnvironment(Blind()), width: 100) == nil)
    #expect(scenes(of: [try SingleEnvironment(Blind())], width: 100) == nil)
    #expect(
      MissingSceneError(environment: "Blind").description
        == "Blind has no picture; where its type conforms to Depicted, what that says is drawn"
    )
  }

  @Test func tilesOfSmallMapsAre64PointsWide() throws {
    func width(_ environment: some Environment) throws -> Double {
      naturalSceneWidth(of: try SingleEnvironment(environment))
    }
    #expect(try width(GridWorld()) == 256)
    #expect(try width(CliffWalking()) == 600)
    #expect(try width(GridWorld(map: .fourRooms)) == 600)
    #expect(try width(GridWorld(map: GridWorldMap(text: "S\nG"))) == 64)
    let text = "S\n" + String(repeating: ".\n", count: 58) + "G"
    #expect(try width(GridWorld(map: GridWorldMap(text: text))) == 10)
    #expect(try width(TimeLimit(CartPole(), limit: 3)) == 600)
  }

  struct Counter: Environment, TextRendering {
    var count: Int
    var observationSpace: Discrete { Discrete(100) }
    var actionSpace: Discrete { Discrete(2) }
    mutating func reset(using generator: inout PCG64) { count = 0 }
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      count += 1
      return Step(reward: 1, terminated: false)
    }
    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(count) }
    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("count", &count) }
    func rendering(columns: Int) -> String { "n\n  \(count)" }
  }

  struct Blind: Environment {
    var observationSpace: Discrete { Discrete(1) }
    var actionSpace: Discrete { Discrete(1) }
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      Step(reward: 0, terminated: true)
    }
    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = 0 }
    mutating func visitState(_ visitor: inout StateVisitor) {}
  }
}

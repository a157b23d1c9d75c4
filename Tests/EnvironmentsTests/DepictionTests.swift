import Environments
import RLRandom
import Testing

@Suite struct DepictionTests {
  /// A square of four units, in which a unit is three characters wide and one and a half high.
  private func text(_ shapes: DepictedShape..., columns: Int = 12) -> String {
    Depiction.shapes(
      shapes, in: DepictedRectangle(low: SIMD2(-2, -2), high: SIMD2(2, 2))
    ).text(columns: columns)
  }

  @Test func shapesAreCharacters() {
    #expect(
      text(
        .polygon([SIMD2(-1.9, -1.9), SIMD2(1.9, -1.9), SIMD2(1.9, -1), SIMD2(-1.9, -1)], .scenery),
        .line([SIMD2(-1.9, 1.5), SIMD2(1.9, 1.5)], width: 0.1, .goal),
        .circle(SIMD2(0, 0), radius: 0.4, .part),
        .line([SIMD2(0.1, 0.4), SIMD2(0.1, 1)], width: 0.1, .body),
        .line([SIMD2(1, 0.9), SIMD2(1.9, 0.9)], width: 0.1, .action))
          == """
          ------------
                #  +++
               o#
               oo

          ::::::::::::
          """)
  }

  @Test func linesShowTheirSlope() {
    #expect(
      text(
        .line([SIMD2(-1.9, -1.9), SIMD2(1.9, 1.9)], width: 0.1, .scenery),
        .line([SIMD2(-1.9, 1.9), SIMD2(-1.5, 1.5), SIMD2(-1.5, -1)], width: 0.1, .scenery))
          == #"""
          \         //
           |      //
           |    //
           |  //
           |//
          //
          """#)
  }

  @Test func whatIsOutsideIsNotDrawn() {
    #expect(
      text(
        .circle(SIMD2(5, 0), radius: 1, .body), .polygon([SIMD2(3, 3), SIMD2(4, 3)], .body),
        .line([SIMD2(-9, 3), SIMD2(1e300, 3)], width: 1, .body),
        .circle(SIMD2(.nan, .infinity), radius: 1, .body)) == "\n\n\n\n\n")
    #expect(
      text(.line([SIMD2(-90, 0.1), SIMD2(90, 0.1)], width: 1, .goal))
        == "\n\n------------\n\n\n")
    #expect(
      text(.circle(SIMD2(), radius: 50, .goal), columns: 4) == "****\n****")
  }

  @Test func acrobatsChain() {
    var acrobot = Acrobot()
    acrobot.state = .init(angle1: 0.7, angle2: 0.9)
    #expect(
      acrobot.rendering(columns: 80)
        == """




        ------------------------------------




                          o
                           ##
                             ##
                               o########





        """)
  }

  @Test func carInTheValley() {
    var car = MountainCar()
    car.state.position = -0.5
    #expect(
      car.rendering(columns: 40)
        == #"""
                                             |*
                                             |
                                          ///|--
                                       ///
                                      /
        \                           //
         \\                        /
           \                     //
            \\                 //
              \               /
               \\           //
                 \\\  ###-//
                    -----

        """#)
  }

  /// A column is 5.4 m / 79, a row twice that; the cart is always of an odd number of columns.
  @Test func cartOnATrack() {
    var cartPole = CartPole()
    func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }
    let track = String(repeating: "-", count: 31)
    let upright: [String] =
      ["", ""] + Array(repeating: spaces(39) + "|", count: 6) + [
        "    |\(spaces(31))[==|==]\(spaces(31))|", "----+\(track)[==o==]\(track)+----",
        "    |\(spaces(69))|", " -2.4 m\(spaces(32))0\(spaces(32))2.4 m",
      ]
    #expect(cartPole.rendering(columns: 79) == upright.joined(separator: "\n"))
    cartPole.state = .init(position: 1.2, angle: 0.2)
    let leaning = cartPole.rendering(columns: 79).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(leaning[2] == String(repeating: " ", count: 59) + "/")
    #expect(
      leaning[9]
        == "----+----------------------------------+--------------[==o==]-------------+----")
    for (columns, rows) in [80: 12, 40: 6, 20: 3] {
      let lines = cartPole.rendering(columns: columns)
        .split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count == rows && lines.allSatisfy { $0.count <= columns })
    }
    cartPole.state.position = 1e300
    #expect(!cartPole.rendering(columns: 41).contains("="))
    cartPole.state.position = .nan
    #expect(!cartPole.rendering(columns: 41).contains("="))
  }

  @Test func rodAndTorque() {
    var pendulum = Pendulum()
    pendulum.state.angle = 0.5
    #expect(!pendulum.rendering(columns: 24).contains("+"))
    pendulum.torque = 1.5
    #expect(
      pendulum.rendering(columns: 24)
        == """

               #
                #
                 ++++++
               ++ #    +
                   #    +
                    o    +





        """)
  }

  /// In all states the drawing is equally high and fits.
  @Test func drawingsFitATerminal() throws {
    func check<Base: Followed & Depicted>(_ base: Base, _ rows: [Int: Int]) {
      for (columns, rows) in rows {
        var environment = TimeLimit(base, limit: 300)
        var generator = PCG64(seed: 1)
        var actions = PCG64(seed: 2)
        environment.reset(using: &generator)
        var isDone = false
        while !isDone {
          let lines = environment.base.rendering(columns: columns)
            .split(separator: "\n", omittingEmptySubsequences: false)
          #expect(lines.count == rows && lines.allSatisfy { $0.count <= columns })
          #expect(lines.contains { $0.contains("#") }, "the body is seen")
          let action = base.action("guided", &actions, observation(environment), seed: 0)
          isDone = environment.step(action, using: &generator).isDone
        }
      }
    }
    check(Acrobot(), [80: 18, 40: 18, 20: 10])
    check(MountainCar(), [80: 18, 40: 14, 20: 7])
    check(MountainCarContinuous(), [80: 18, 40: 14, 20: 7])
    check(Pendulum(), [80: 18, 40: 18, 20: 10])
  }

  /// From rest: the car on the valley's ground, the chain hanging, the rod upright.
  @Test func namesOfActionsSayWhereTheyLead() throws {
    var generator = PCG64(seed: 0)
    let carNames = try #require(SingleEnvironment(TimeLimit(MountainCar(), limit: 9)).actionNames)
    let chainNames = try #require(SingleEnvironment(TimeLimit(Acrobot(), limit: 9)).actionNames)
    for action in 0..<3 {
      let name: ActionName = ["left", "none", "right"][action]
      #expect(carNames[action] == name && chainNames[action] == name)
      #expect(name.heading == [.left, nil, .right][action])
      var car = MountainCar()
      car.state.position = -Double.pi / 6
      _ = car.step(action, using: &generator)
      #expect(abs(car.state.velocity - Double(action - 1) * 0.001) < 1e-9)
      var chain = Acrobot()
      _ = chain.step(action, using: &generator)
      guard case .shapes(let shapes, _) = chain.depiction, case .line(let points, _, _) = shapes[2]
      else {
        Issue.record("no second link")
        continue
      }
      #expect(abs(points[1].x) < 1e-9 ? action == 1 : (points[1].x < 0) == (action == 0))
    }
    for force: Float in [-1, 1] {
      var car = MountainCarContinuous()
      car.state.position = -Double.pi / 6
      _ = car.step([force], using: &generator)
      let component = MountainCarContinuous().actionComponents[0]
      #expect(
        (car.state.velocity < 0 ? "left" : "right") == (force < 0 ? component.low : component.high))
      var rod = Pendulum()
      rod.state.angle = 0
      _ = rod.step([force], using: &generator)
      // Counter-clockwise from upright is to the left.
      guard case .shapes(let shapes, _) = rod.depiction, case .line(let points, _, _) = shapes[0]
      else {
        Issue.record("no rod")
        continue
      }
      let name = points[1].x < 0 ? "counter-clockwise" : "clockwise"
      let torque = Pendulum().actionComponents[0]
      #expect(name == (force < 0 ? torque.low : torque.high))
    }
  }

  /// Gymnasium 1.4.0's `metadata["render_fps"]`.
  @Test func episodesPassAsFastAsInGymnasium() {
    #expect(CartPole().stepsPerSecond == 50)
    #expect(MountainCar().stepsPerSecond == 30)
    #expect(MountainCarContinuous().stepsPerSecond == 30)
    #expect(Acrobot().stepsPerSecond == 15)
    #expect(Pendulum().stepsPerSecond == 30)
  }
}

import Testing

/// Mistakes in what is to be done with a run.
@Suite struct RunErrorTests {
  static let mistakes = [
    Mistake(
      "evaluate",
      """
      rlrun: the run's folder is missing; for example:
        rlrun evaluate runs/cartpole-dqn-1
      rlrun: `rlrun help evaluate` shows how it goes
      """),
    Mistake("evaluate nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake("evaluate .", "rlrun: '.' is not the folder of a run: it has no config.json"),
    Mistake("play nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake(
      "play nowhere --speed 0", "rlrun: --speed is '0'; it must be a number from 0.1 to 1000"),
    Mistake(
      "play frozenlake",
      """
      rlrun: 'frozenlake' is an environment, and there is no run in a folder of this
        name; play it yourself with: rlrun play frozenlake --human
      """),
    Mistake(
      "play frozenlake --set isSlippery=false",
      """
      rlrun: --set is for playing an environment yourself, with --human; a run has its
        settings
      rlrun: `rlrun help play` shows how it goes
      """),
    Mistake(
      "play frozenlake --human",
      "rlrun: --human needs a keyboard, and standard input is not a terminal"),
    Mistake(
      "play frozenlak --human",
      """
      rlrun: there is no folder and no environment 'frozenlak'; did you mean
        'frozenlake'?
      \(Mistake.names)
      """),
    Mistake(
      "play frozenlake --human --set isSlipery=false",
      """
      rlrun: there is no setting 'isSlipery'; did you mean 'isSlippery'? (settings:
        map, mapSize, mapFrozen, mapSeed, isSlippery, successRate, goalReward,
        holeReward, frozenReward, timeLimit)
      """),
    Mistake(
      "record",
      """
      rlrun: the run's folder is missing; for example:
        rlrun record runs/cartpole-dqn-1
      rlrun: `rlrun help record` shows how it goes
      """),
    Mistake("record nowhere", "rlrun: there is no folder 'nowhere'"),
    Mistake(
      "record nowhere --output x.png",
      """
      rlrun: --output is 'x.png'; it must end in .gif or .svg, which says what is
        written
      """),
    Mistake(
      "record nowhere --output x.svg --theme dark",
      "rlrun: --theme is for a GIF; an SVG is light or dark as the page around it"),
    Mistake("record nowhere --theme blue", "rlrun: --theme is 'blue'; it must be light or dark"),
    Mistake(
      "record nowhere --speed 60", "rlrun: --speed is '60'; it must be a number from 0.1 to 50"),
    Mistake(
      "record nowhere --width 60",
      "rlrun: --width is '60'; it must be a whole number from 240 to 2000"),
    Mistake(
      "landscape",
      """
      rlrun: the run's folder is missing; for example: rlrun landscape runs/digits-1
      rlrun: `rlrun help landscape` shows how it goes
      """),
    Mistake(
      "landscape nowhere --size 40",
      """
      rlrun: --size is 40; it must be odd, so that the trained weights are in the
        middle
      """),
    Mistake(
      "landscape nowhere --span 0",
      "rlrun: --span is '0'; it must be a number from 0.001 to 1000"),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws { try mistake.isExplained() }
}

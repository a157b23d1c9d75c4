extension Option {
  static let animationFile = Option.name(
    "--output", "FILE", of: .file, "what to write: a name that ends in .gif or .svg",
    told: "the name of the run's folder, in the current folder, with .gif")
  static let stepSpeed = Option.number(
    "--speed", "N", "steps a second", in: 0.1...50, tellsRange: true,
    told: "as in Gymnasium, 50 of cartpole, 30 of mountaincar, 15 of acrobot; in grids 4")
  static let recordedSteps = Option.integer(
    "--steps", "steps at most", in: 1...1_000_000, standard: 1000)
  static let width = Option.integer(
    "--width", "points from side to side", in: 240...2000, tellsRange: true,
    told: "624, or less for a small grid or a square", note: "in a GIF a point is a pixel")
  static let theme = Option.word(
    "--theme", "NAME", "light or dark, for a GIF", of: ["light", "dark"], standard: "light")
}

extension RecordCommand {
  static let page = CommandPage(
    .init("rlrun record RUN", "write an episode as an animated GIF or SVG"),
    usage: ["rlrun record RUN [options]"],
    operands: Operands([.run]),
    paragraphs: [
      """
      Plays an episode with the weights of an agent's run, taking the actions that they hold best, \
      and writes it as an animated picture: a GIF, or an SVG, which suits light and dark pages and \
      can be enlarged. RUN is the run's folder, RUN@STEP the run as it was at a step.
      """
    ],
    options: [
      .animationFile, .sample,
      .seed.saying("which episode", told: "the first one evaluated after training"),
      .stepSpeed, .recordedSteps, .width, .theme,
    ],
    examples: [
      "rlrun record runs/cartpole-dqn-1",
      "rlrun record runs/frozenlake-dqn-1 --output lake.svg --seed 7",
    ])
}

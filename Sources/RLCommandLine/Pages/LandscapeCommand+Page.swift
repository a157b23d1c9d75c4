extension Option {
  static let size = Option.integer(
    "--size", "values along each direction, odd", in: 3...401, standard: 41)
  static let span = Option.number(
    "--span", "X", "how far to go along each, in lengths of the filters", in: 0.001...1000,
    told: "1, of an agent 0.25")
  static let examples = Option.integer(
    "--examples", "training examples, or episodes, that a value is the mean of",
    in: 1...10_000_000, told: "2000 examples or 20 episodes")
  static let landscapeName = Option.name(
    "--output", "NAME", of: .file, "what the files are called, without .svg, .png and .json",
    told: "pictures/landscape in the run's folder, from where rlrun report takes it")
}

extension LandscapeCommand {
  static let page = CommandPage(
    .init("rlrun landscape RUN", "draw the loss or return around weights"),
    usage: ["rlrun landscape RUN [options]"],
    operands: Operands([.run]),
    paragraphs: [
      """
      Evaluates a run's network around its trained weights, along two random directions as long in \
      each filter as the filter itself (Li et al. 2018), and draws that as a map and as a surface in \
      space: of a task the training loss, of an agent the mean return of greedy episodes, the same \
      ones everywhere. RUN is the run's folder.
      """
    ],
    options: [
      .size, .span, .examples, .seed.saying("what the directions follow from", told: "1"),
      .landscapeName, .data, .threads, .quiet,
      .json.saying("print the numbers as one JSON object"),
    ],
    examples: [
      "rlrun landscape runs/digits-1",
      "rlrun landscape runs/cartpole-dqn-1 --examples 50 --span 0.1",
    ])
}

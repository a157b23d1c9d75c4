extension Option {
  static let reportFile = Option.name(
    "--output", "FILE", of: .file, "the file",
    told: "report.html in the run's folder, of several runs in their folder or the current one")
  static let pictures = Option.name(
    "--pictures", "DIR", of: .folder,
    "write every curve and picture of it there, too, as SVG and PNG")
  static let watch = Option.flag(
    "--watch",
    "write it again every two seconds while the runs train; the page follows by itself")
}

extension ReportCommand {
  static let page = CommandPage(
    .init("rlrun report RUN ...", "write a page of curves and pictures"),
    usage: ["rlrun report RUN ... [options]"],
    operands: Operands([.run], isOpen: true),
    paragraphs: [
      """
      Writes what is known of a run into one HTML file that needs nothing else, not even a network: \
      learning curves, the final evaluation, what was learned as pictures, an episode to play, the \
      configuration and the receipt. The pictures are also written to its folder pictures, as SVG and \
      PNG or GIF. Of several runs, lays the curves over each other; runs that differ in their seed \
      alone become one curve. RUN is a run's folder, or a folder that holds runs; RUN@STEP shows what \
      was learned up to a step.
      """
    ],
    options: [
      .reportFile, .pictures, .watch, .data.saying("the folder of data, for the pictures of tasks"),
      .quiet.saying("tell nothing"),
    ],
    examples: [
      "rlrun report runs/cartpole-dqn-1",
      "rlrun report runs/cartpole-dqn-* runs/cartpole-reinforce-* --output both.html",
    ])
}

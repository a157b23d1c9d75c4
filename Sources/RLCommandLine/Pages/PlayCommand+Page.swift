extension Option {
  static let human = Option.flag("--human", "play yourself")
  static let frameSpeed = Option.number(
    "--speed", "N", "frames a second", in: 0.1...1000, tellsRange: true,
    told: "30, in grids 4, of acrobot 15; with --human, steps a second of what moves by itself: 10")
}

extension PlayCommand {
  static let page = CommandPage(
    .init("rlrun play RUN", "watch an episode in the terminal, or play"),
    usage: [
      "rlrun play RUN [options]", "rlrun play RUN --human [options]",
      "rlrun play ENVIRONMENT --human [options]",
    ],
    operands: Operands([.run, .environment]),
    paragraphs: [
      """
      Draws an episode in the terminal, played with the weights of a run. RUN is the run's folder. \
      RUN@STEP is the run as it was at a step. Where the output is not a terminal, all frames follow \
      each other. Of a task whose network draws (autoencoder, vae, gan), shows ten drawings. The space bar holds the episode, + and - change its \
      speed, q ends it.
      """,
      """
      With --human you play yourself, in the environment of a run, whose agent's mean return you see, \
      or in any other: the arrow keys, WASD or HJKL, r for the next episode, q to end. Maps wait for \
      you; what moves by itself, such as CartPole, does not, from the first key on, and the last \
      key's action goes on.
      """,
    ],
    options: [
      .human, .sample,
      .seed.saying(
        "which episode",
        told: "the first one evaluated after training; of ENVIRONMENT: 1"),
      .frameSpeed, .set("any setting of ENVIRONMENT"), .data,
    ],
    examples: [
      "rlrun play runs/cartpole-dqn-1 --seed 7", "rlrun play runs/cartpole-dqn-1 --human",
      "rlrun play frozenlake --human --set isSlippery=false",
    ])
}

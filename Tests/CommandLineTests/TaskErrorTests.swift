import RLSupervised
import Testing

/// Mistakes in how a network is to learn a task.
@Suite struct TaskErrorTests {
  private static let learnHint = "rlrun: `rlrun help learn` shows how it goes"
  private static let optimizersHint = "rlrun: `rlrun help optimizers` shows how it goes"

  static let mistakes = [
    Mistake(
      "gates --preset xnr",
      """
      rlrun: there is no preset 'xnr' of gates; did you mean 'xor'? (presets: default,
        and, or, nand, nor, xor, xnor, not)
      """),
    Mistake(
      "gates --set epoch=4",
      """
      rlrun: there is no setting 'epoch'; did you mean 'epochs'? (settings: gate,
        hidden, epochs, batchSize, optimizer, learningRate, decay, momentum, l2,
        gradientNorm, initializer, evaluateEvery)
      """),
    Mistake(
      "gates --optimizer adamm",
      """
      rlrun: optimizer = adamm cannot be read; it must be one of sgd, momentum,
        nesterov, rmsprop, adagrad, adadelta, adam, adamw
      """),
    Mistake(
      "gates --initializer zeros",
      """
      rlrun: initializer = zeros cannot be read; it must be one of standard, xavier,
        xavier-normal, he, he-uniform, lecun, lecun-uniform, orthogonal, gaussian
      """),
    Mistake(
      "gates --epochs 0",
      "rlrun: epochs = 0 is out of range; it must be an integer from 1 to 1000000000"),
    // As many updates as no counter holds.
    Mistake(
      "gates --epochs 9223372036854775807 --set batchSize=1",
      """
      rlrun: epochs = 9223372036854775807 is out of range; it must be an integer from
        1 to 1000000000
      """),
    Mistake(
      "gates --set learningRate=1e39",
      "rlrun: learningRate = 1e39 cannot be read; it must be a number > 0.0"),
    Mistake(
      "gates --set epochs=3 --epochs 4",
      "rlrun: epochs is given twice, by --set and by --epochs\n\(learnHint)"),
    Mistake("gates now", "rlrun: 'now' is not expected here\n\(learnHint)"),
    Mistake("gates with dqn", "rlrun: 'with' is not expected here\n\(learnHint)"),
    Mistake("gates --data", "rlrun: --data needs a value\n\(learnHint)"),
    Mistake(
      "gates --seed 1 --seeds 3",
      """
      rlrun: both --seed 1 and --seeds 3 are given; one of them says what to train
      \(learnHint)
      """),
    Mistake(
      "gates --agent dqn",
      """
      rlrun: there is no option '--agent' for learn (options: --preset, --optimizer,
        --initializer, --epochs, --set, --seed, --seeds, --data, --threads, --run-dir,
        --checkpoint-every, --checkpoints, --quiet, --json, --help)
      """),
    Mistake(
      "optimizers gats",
      Mistake.broken(
        "rlrun: there is no task 'gats'; did you mean 'gates'? (\(TaskCatalog.builtIn.listed))")),
    Mistake("optimizers gates xor", "rlrun: 'xor' is not expected here\n\(optimizersHint)"),
    Mistake(
      "optimizers gates --set epochs=3 optimizer=sgd",
      """
      rlrun: optimizer=sgd is set, but here each optimizer has its turn
      \(optimizersHint)
      """),
    Mistake(
      "optimizers gates --optimizer sgd",
      """
      rlrun: there is no option '--optimizer' for optimizers (options: --preset,
        --initializer, --epochs, --set, --seed, --data, --threads, --run-dir, --quiet,
        --json, --help)
      """),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws { try mistake.isExplained() }
}

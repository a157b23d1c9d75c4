import RLSupervised

extension Option {
  static let target = Option.text("--target", "COLUMN", "")
    .saying("the column to predict: its name, its number from 1, or last", told: "last")
  static let taskOfTable = Option.name(
    "--task", "WHAT", of: .words(["classify", "regress"]),
    "predict a class (words or whole numbers, such as -1 and 1) or a number",
    told: "a class if the column has words, else a number")
  static let separator = Option.name(
    "--separator", "SEPARATOR", of: .words(["comma", "semicolon", "tab", "space"]),
    "what stands between the columns, by name or as it is",
    told: "what gives every line as many, if only one does")
  static let header = Option.name(
    "--header", "HOW", of: .words(["yes", "no"]), "whether the first line holds names",
    told: "yes if it is text throughout")
  static let heldOut = Option.text("--held-out", "SHARE", "")
    .saying("the share of the rows that are for tests alone", told: "0.2")
  static let ignored = Option.text("--ignore", "COLUMNS", "columns to leave out: id,name")
  static let words = Option.text(
    "--words", "COLUMNS", "columns to take as words even if they look like numbers: zip,month")
}

extension CSVCommand {
  static let page = CommandPage(
    .init("rlrun csv FILE", "train a network on a table of your own"),
    usage: ["rlrun csv FILE [options]"],
    operands: Operands([.file]),
    paragraphs: [
      """
      Trains a classifier or a regressor on a table: a line for each row, with a class or a number to \
      predict from its other columns. Columns of numbers are shifted and scaled to mean 0 and \
      deviation 1; of a column of words, each of its words (up to 20) is a feature. Rows that are held \
      out at random tell how good the network is, beside what it takes no network for: the most \
      frequent class, or the mean.
      """
    ],
    options: [
      .target, .taskOfTable, .ignored, .words, .separator, .header, .heldOut,
      .name(
        "--preset", "NAME", of: .words(CSVTask.presets.map(\.name)),
        "hyper-parameters to start from: mlp, or linear, which has no hidden layer", told: "mlp"),
      .optimizer,
      .initializer.saying("how the weights are drawn: standard, xavier, he, ..."),
      .epochs, .set("any setting, such as hidden=64,64 or l2=1e-3; `rlrun list csv` shows all"),
      .seed, .seeds, .threads,
      .runDirectory.saying(
        "the run's folder, new or empty; with --seeds, the folder for DIR/seed-1, DIR/seed-2, ...",
        told: "a new one in runs/"),
      .checkpointEveryUpdates, .checkpoints, .quiet,
      .json.saying(
        "print the result as one JSON object; with --seeds, all of them with their statistics"),
      .refused("--data", "FILE says where the table is"),
    ],
    notes: [
      """
      Nothing is guessed or repaired: a field that is empty or no number where its column has numbers \
      is told by line and column, and so are bytes that are not UTF-8. A file may be gzip.
      """,
      """
      The run is one as of `rlrun TASK`: resume, verify, fork, evaluate and report take its folder. \
      They find the table where it was, and with --data DIR elsewhere; another one is refused.
      """,
    ],
    examples: [
      "rlrun csv houses.csv --target price", "rlrun csv penguins.csv --target species --ignore id",
      "rlrun csv spam.csv --task classify --preset linear --seeds 10",
      "rlrun csv measured.txt --separator space --header no --target 3",
    ])
}

extension Option {
  static let mirror = Option.text(
    "--mirror", "URL",
    "fetch from there alone: a folder of data with the same layout, as `python3 -m http.server` "
      + "shows it to other machines")
}

extension DatasetsCommand {
  static let page = CommandPage(
    .init("rlrun datasets [fetch NAME ...]", "the data that there are, and getting them"),
    usage: ["rlrun datasets [options]", "rlrun datasets fetch NAME ... [options]"],
    operands: Operands([.words(["fetch"])], [.dataset], isOpen: true),
    paragraphs: [
      """
      Shows all datasets: what each holds, and where its files lie on this machine or how to get \
      them. With fetch, downloads those that are named and are not there yet. A file takes its name \
      only when all of it has come and its SHA-256 is right, so a download can be interrupted at any \
      time. The next mirror is asked where one gives nothing for 30 seconds, or takes more than 5 \
      minutes and a second for each 8 kB.
      """
    ],
    options: [
      .data.saying(
        "look for files, and put them, into this folder alone",
        told: "the folder of RLNET_DATA, then the user's cache"),
      .mirror, .quiet, .json.saying("print the list as one JSON object"),
    ],
    examples: [
      "rlrun datasets", "rlrun datasets fetch mnist fashion-mnist",
      "rlrun datasets fetch wine --data data",
    ])
}

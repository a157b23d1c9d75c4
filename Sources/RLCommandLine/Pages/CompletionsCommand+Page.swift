extension CompletionsCommand {
  static let page = CommandPage(
    .init("rlrun completions SHELL", "a script that completes what you type"),
    usage: ["rlrun completions SHELL"],
    operands: Operands([.words(Shell.allCases.map(\.rawValue))]),
    paragraphs: [
      """
      Prints a script for SHELL, which is bash, zsh or fish. With it the Tab key completes commands, \
      options and their values, and the names of environments, agents, tasks, presets, settings and \
      runs. The script knows the names of this version; print it again for another one.
      """
    ],
    notes: [
      """
      For all shells that you open: put the line for bash into ~/.bashrc, or the script into a file \
      _rlrun in a folder of zsh's fpath, or into ~/.config/fish/completions/rlrun.fish.
      """
    ],
    examples: [
      "eval \"$(rlrun completions bash)\"", "eval \"$(rlrun completions zsh)\"",
      "rlrun completions fish | source",
    ])
}

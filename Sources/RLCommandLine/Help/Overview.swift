/// What `rlrun help` shows: every command in a line.
struct Overview {
  let names: ToolNames

  func text(_ layout: HelpLayout) -> String {
    let page = HelpCommand.page
    let briefs = names.commands.flatMap { $0.page.briefs } + VersionCommand.page.briefs
    let longest = briefs.map(\.usage.count).max() ?? 0
    let added = layout.program.count - "rlrun".count
    let blocks =
      page.paragraphs.map { layout.paragraph($0) } + [
        layout.rows(briefs.map { ($0.usage, $0.summary) }, column: longest + added + 5),
        layout.examples(page.examples),
      ]
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
  }
}

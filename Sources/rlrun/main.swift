Output.prepare()
Interruption.prepare()
Output.leave(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))

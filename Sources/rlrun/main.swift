Output.prepare()
Output.leave(CommandLineTool.run(Array(CommandLine.arguments.dropFirst())))

import RLCommandLine

CommandLineTool().main()

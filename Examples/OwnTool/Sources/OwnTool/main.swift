import Agents
import Environments
import RLCommandLine

CommandLineTool(environments: .builtIn + [.corridor, .hover], agents: .builtIn + [QLearning.self])
  .main()

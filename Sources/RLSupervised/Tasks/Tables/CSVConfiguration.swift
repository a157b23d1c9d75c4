import RLNet
import RLSettings

extension CSVTask {
  /// What is to be predicted.
  public enum Goal: String, CaseIterable, SettingConvertible {
    /// A class where the column has words, a number where it has numbers.
    case automatic
    /// A class: a word or a whole number, such as −1 and 1.
    case classify
    case regress
  }

  /// The hyper-parameters, and how the file is to be read.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// The name of the file, without its folder, which is not what a run follows from.
    public var file = ""
    /// The column to be predicted: its name in the header, its number from 1, one below 0 from the end,
    /// or `last`.
    public var target = "last"
    /// What is to be predicted.
    public var goal = Goal.automatic
    /// What stands between the fields of a row.
    public var separator = TableSeparator.automatic
    /// Whether the first line holds the columns' names.
    public var header = TableHeader.automatic
    /// Columns to leave out, as `target` names them, with commas between them.
    public var ignore = ""
    /// Columns that are words even where they look like numbers, as `target` names them, with commas
    /// between them.
    public var words = ""
    /// The share of the rows that training does not see; without any, tests are on the training rows.
    public var heldOut = 0.2
    /// The sizes of the hidden layers; none for a linear model.
    public var hidden = [32]
    /// The function after each hidden layer.
    public var activation = Activation.relu

    public init() {
      training.epochs = 100
      training.batchSize = 32
      training.learningRate = 5e-3
      training.decay = 0
      training.evaluateEvery = 10
    }

    public static let settings: [Setting<Self>] =
      [
        Setting(
          "file", \.file,
          SettingDomain("the name of a file, without its folder") { !$0.contains("/") },
          "the table, as text or gzip"),
        Setting(
          "target", \.target,
          "column to predict: its name, its number from 1, one below 0 from the end, or last"),
        Setting(
          "goal", \.goal, "what to predict; automatic: a class of words, else a number"),
        Setting(
          "separator", \.separator,
          "what stands between fields; automatic: what gives every line as many"),
        Setting(
          "header", \.header,
          "whether the first line holds names; automatic: where it is text throughout"),
        Setting("ignore", \.ignore, "columns to leave out, separated by commas"),
        Setting(
          "words", \.words,
          "columns to take as words even if they look like numbers, separated by commas"),
        Setting("heldOut", \.heldOut, .in(0...0.9), "share of the rows that are for tests alone"),
        Setting("hidden", \.hidden, .layerSizes, "sizes of the hidden layers"),
        Setting("activation", \.activation, "function after each hidden layer")
          .onlyWithHiddenLayers(\.hidden.count),
      ] + trainingSettings
  }
}

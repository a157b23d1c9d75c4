import RLSettings

/// The function after a hidden layer, by name.
public enum Activation: String, CaseIterable, SettingConvertible {
  case relu
  case leakyReLU = "leaky-relu"
  case tanh, sigmoid

  /// The function as a layer.
  public var layer: any Layer {
    switch self {
    case .relu: ReLU()
    case .leakyReLU: LeakyReLU()
    case .tanh: Tanh()
    case .sigmoid: Sigmoid()
    }
  }
}

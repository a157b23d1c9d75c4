import Environments
import RLNet

/// The function after a layer by name.
public enum ActivationChoice: String, CaseIterable, SettingConvertible {
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

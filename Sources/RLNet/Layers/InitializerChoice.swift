import RLSettings

/// An initialiser of weights by name.
public enum InitializerChoice: String, CaseIterable, SettingConvertible {
  /// PyTorch's default: uniform in ±1/√fan-in, biases too.
  case standard
  case xavier
  case xavierNormal = "xavier-normal"
  case he
  case heUniform = "he-uniform"
  case lecun
  case lecunUniform = "lecun-uniform"
  case orthogonal
  /// Normal with a standard deviation of 0.01.
  case gaussian

  /// How weights and biases are drawn; biases are 0 but for `standard`.
  public var parameters: (weight: Initializer, bias: Initializer) {
    let weight: Initializer =
      switch self {
      case .standard: .uniformByFanIn
      case .xavier: .xavier
      case .xavierNormal: .xavierNormal
      case .he: .he
      case .heUniform: .heUniform
      case .lecun: .leCun
      case .lecunUniform: .leCunUniform
      case .orthogonal: .orthogonal()
      case .gaussian: .gaussian(standardDeviation: 0.01)
      }
    return (weight, self == .standard ? .uniformByFanIn : .zeros)
  }
}

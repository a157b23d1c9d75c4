import RLSettings

extension Setting {
  /// The same setting, which has an effect only on hidden layers.
  ///
  /// - Parameter count: how many there are.
  func onlyWithHiddenLayers(_ count: @escaping @Sendable (Root) -> Int) -> Setting {
    only(with: "hidden", "hidden to one size or more") { count($0) > 0 }
  }
}

extension SettingDomain<[Int]> {
  /// The sizes of the hidden layers of a perceptron; none for a linear model.
  static var layerSizes: Self {
    Self("up to 8 sizes from 1 to 4096, separated by commas, or nothing") {
      $0.count <= 8 && $0.allSatisfy { 1...4096 ~= $0 }
    }
  }
}

import RLRuns
import RLSettings

/// The tasks that can be chosen by name.
package enum TaskCatalog {
  /// In the order in which they are listed.
  package static let all: [any SupervisedTask.Type] = [
    Gates.self, Regression.self, Composite.self, Moons.self, Iris.self, BreastCancer.self,
    Digits.self, MNIST.self, FashionMNIST.self, CIFAR10.self, Autoencoder.self,
    VariationalAutoencoder.self, GAN.self,
  ]

  /// The task with a name, whatever its case.
  ///
  /// - Throws: `UnknownNameError`, which suggests the nearest name and lists what exists.
  package static func task(named name: String) throws(UnknownNameError) -> any SupervisedTask.Type {
    if let task = all.first(where: { $0.name == name.lowercased() }) { return task }
    throw UnknownNameError(kind: "task", name: name, known: all.map { $0.name })
  }
}

extension SupervisedTask {
  /// The preset of a name.
  ///
  /// - Throws: `UnknownNameError`, which lists the presets.
  package static func requirePreset(
    _ name: String
  ) throws(UnknownNameError) -> TaskPreset<Configuration> {
    if let preset = presets.first(where: { $0.name == name.lowercased() }) { return preset }
    throw UnknownNameError(
      kind: "preset", of: self.name, name: name, known: presets.map(\.name))
  }
}

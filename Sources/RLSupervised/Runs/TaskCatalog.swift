import RLRuns
import RLSettings

/// The tasks that can be chosen by name.
public struct TaskCatalog: Sendable, ExpressibleByArrayLiteral {
  /// In the order in which they are listed.
  public private(set) var all: [any SupervisedTask.Type]

  /// - Parameter tasks: of two with the same name the later one counts.
  public init(_ tasks: [any SupervisedTask.Type]) {
    all = tasks.reduce(into: []) { known, task in
      known.removeAll { $0.name == task.name }
      known.append(task)
    }
  }

  public init(arrayLiteral tasks: any SupervisedTask.Type...) { self.init(tasks) }

  /// Those of this package.
  public static let builtIn = TaskCatalog([
    Gates.self, Regression.self, Composite.self, Moons.self, Iris.self, BreastCancer.self,
    Digits.self, MNIST.self, FashionMNIST.self, CIFAR10.self, Autoencoder.self,
    VariationalAutoencoder.self, GAN.self, CSVTask.self,
  ])

  /// Those of a catalog, and further ones: `.builtIn + [Own.self]`.
  public static func + (catalog: TaskCatalog, further: TaskCatalog) -> TaskCatalog {
    TaskCatalog(catalog.all + further.all)
  }

  /// The task with a name, whatever its case.
  ///
  /// - Throws: `UnknownNameError`, which suggests the nearest name and lists what exists.
  package func task(named name: String) throws(UnknownNameError) -> any SupervisedTask.Type {
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

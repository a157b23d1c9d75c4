import RLFiles
import RLState

extension Safetensors {
  /// Two tensors of one name, or one named `__metadata__`, stop the program.
  package init(_ tensors: [(name: String, tensor: Tensor)], metadata: [String: String] = [:]) {
    self.init(
      entries: tensors.map { name, tensor in
        StateEntry(
          name: name, shape: tensor.shape.dimensions, values: .float32(tensor.elements))
      }, metadata: metadata)
  }

  /// The tensors, in the order of their data.
  package var tensors: [(name: String, tensor: Tensor)] {
    entries.map { entry in
      guard case .float32(let elements) = entry.values else {
        fatalError("\(entry.name) is an array of \(entry.values.type); weights are float32")
      }
      return (entry.name, Tensor(elements, shape: Shape(entry.shape)))
    }
  }
}

import RLNet
import RLRandom

/// A random direction in the space of a model's weights, as long in each filter as the filter itself
/// (Li et al. 2018, "Visualizing the loss landscape of neural nets", section 4).
///
/// Without that, a network whose weights are large would look flat: rectifiers and normalisation make
/// scale arbitrary. Biases, and the parameters and statistics of normalisation, stay as they are.
package struct FilterDirection: Sendable {
  /// One for each tensor of the model, in order; nil where it stays.
  package let tensors: [Tensor?]

  package init(_ model: some Module, using generator: inout PCG64) {
    var model = model
    var tensors: [Tensor?] = []
    model.visitNamed { name, tensor, role in
      // Vectors are biases and the scales of normalisation.
      let moves = role == .parameter && tensor.shape.rank != 1 && !name.hasSuffix("bias")
      tensors.append(moves ? Self.direction(like: tensor, using: &generator) : nil)
    }
    self.tensors = tensors
  }

  private static func direction(like tensor: Tensor, using generator: inout PCG64) -> Tensor {
    var numbers = Tensor.normal(shape: tensor.shape, using: &generator).elements
    let weights = tensor.elements
    for filter in filters(of: tensor.shape) {
      func norm(_ numbers: [Float]) -> Double {
        filter.reduce(0) { $0 + Double(numbers[$1]) * Double(numbers[$1]) }.squareRoot()
      }
      let own = norm(numbers)
      let scale = own > 0 ? norm(weights) / own : 0
      for index in filter { numbers[index] = Float(Double(numbers[index]) * scale) }
    }
    return Tensor(numbers).reshaped(to: tensor.shape)
  }

  /// The elements of each filter: a column of a matrix `[inputs, outputs]`, the weights of an output
  /// unit; a kernel of a convolution, along the first axis; a number without a shape.
  package static func filters(of shape: Shape) -> [[Int]] {
    switch shape.rank {
    case 0: return [[0]]
    case 2:
      return (0..<shape[1]).map { column in
        Array(stride(from: column, to: shape.count, by: shape[1]))
      }
    default:
      let size = shape.count / max(shape[0], 1)
      return (0..<shape[0]).map { Array($0 * size..<($0 + 1) * size) }
    }
  }
}

extension Module {
  /// The model with its weights moved by `x` along one direction and by `y` along another.
  package func moved(
    _ x: Double, along first: FilterDirection, _ y: Double, along second: FilterDirection
  ) -> Self {
    var model = self
    var index = 0
    model.visitNamed { _, tensor, _ in
      if let first = first.tensors[index], let second = second.tensors[index] {
        tensor = tensor + first * Float(x) + second * Float(y)
      }
      index += 1
    }
    return model
  }
}

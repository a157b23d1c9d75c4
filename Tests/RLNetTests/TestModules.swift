import RLNet

/// A network of two heads with running statistics, as a user would write it.
struct TwoHeads: Module {
  var body: Linear
  var policy: Linear
  var value: Frozen<Linear>
  var mean: Tensor

  mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("body", &body)
    visitor.visit("policy", &policy)
    visitor.visit("value", &value)
    visitor.visit("mean", &mean, .buffer)
  }

  /// 3 inputs, 4 hidden units, 2 actions.
  static func small() -> TwoHeads {
    func ramp(_ shape: Shape, _ start: Float) -> Tensor {
      Tensor((0..<shape.count).map { start + Float($0) / 8 }, shape: shape)
    }
    return TwoHeads(
      body: Linear(weight: ramp([3, 4], -0.5), bias: ramp([4], 0.1)),
      policy: Linear(weight: ramp([4, 2], -0.3), bias: ramp([2], 0.2)),
      value: Frozen(Linear(weight: ramp([4, 1], 0.4), bias: nil)),
      mean: ramp([3], 0))
  }

  static let names = [
    "body.weight", "body.bias", "policy.weight", "policy.bias", "value.weight", "mean",
  ]
}

extension Module {
  /// A tensor by its name.
  func tensor(_ name: String) -> Tensor? { namedTensors.first { $0.name == name }?.tensor }

  /// Where the numbers of each tensor lie.
  var addresses: [UnsafePointer<Float>?] {
    tensors.map { $0.withUnsafeElements(\.baseAddress) }
  }

  /// All numbers in visiting order.
  var numbers: [Float] { tensors.flatMap(\.elements) }
}

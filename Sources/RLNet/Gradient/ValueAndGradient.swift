/// The value of a loss and its gradient by the parameters of a model (reverse-mode
/// differentiation).
///
/// The gradient has the type of what it is the gradient of: in the place of each parameter stands
/// its gradient, of the same shape; zeros where the loss does not depend on the parameter, and in
/// the place of frozen parameters and buffers. `model` is passed inout so that buffers, such as
/// running statistics, come back changed.
///
/// A tensor is a model of one parameter and an array of models is a model, so this takes gradients
/// by inputs and loose tensors too. A loss that is not a single number stops the program, and so
/// does the use of this function inside itself on the outer one's tensors.
///
/// - Parameter loss: computes a tensor of one element from the model.
public func valueAndGradient<Model: Module>(
  at model: inout Model, _ loss: (inout Model) throws -> Tensor
) rethrows -> (value: Float, gradient: Model) {
  var recorder = Recorder()
  recorder.attach(&model)
  let value = try {
    defer { Recorder.detach(&model) }
    return try recorder.finish(loss(&model))
  }()
  return (value, recorder.nextGradient(of: model))
}

/// The value of a loss and its gradients by the parameters of two models or tensors.
public func valueAndGradient<First: Module, Second: Module>(
  at first: inout First, _ second: inout Second,
  _ loss: (inout First, inout Second) throws -> Tensor
) rethrows -> (value: Float, gradients: (First, Second)) {
  var recorder = Recorder()
  recorder.attach(&first)
  recorder.attach(&second)
  let value = try {
    defer {
      Recorder.detach(&first)
      Recorder.detach(&second)
    }
    return try recorder.finish(loss(&first, &second))
  }()
  return (value, (recorder.nextGradient(of: first), recorder.nextGradient(of: second)))
}

/// The value of a loss and its gradients by the parameters of three models or tensors.
public func valueAndGradient<First: Module, Second: Module, Third: Module>(
  at first: inout First, _ second: inout Second, _ third: inout Third,
  _ loss: (inout First, inout Second, inout Third) throws -> Tensor
) rethrows -> (value: Float, gradients: (First, Second, Third)) {
  var rest = Pair(second, third)
  defer {
    second = rest.first
    third = rest.second
  }
  let (value, gradients) = try valueAndGradient(at: &first, &rest) {
    try loss(&$0, &$1.first, &$1.second)
  }
  return (value, (gradients.0, gradients.1.first, gradients.1.second))
}

/// The value of a function of one tensor, and the gradient, of the tensor's shape.
public func valueAndGradient(
  at tensor: Tensor, _ loss: (Tensor) throws -> Tensor
) rethrows -> (value: Float, gradient: Tensor) {
  var tensor = tensor
  return try valueAndGradient(at: &tensor) { try loss($0) }
}

/// Two modules as one.
private struct Pair<First: Module, Second: Module>: Module {
  var first: First
  var second: Second

  init(_ first: First, _ second: Second) {
    self.first = first
    self.second = second
  }

  mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("first", &first)
    visitor.visit("second", &second)
  }
}

/// Makes parameters the start of a graph, and gives them back their gradients in the same order.
private struct Recorder {
  private let recording = Recording()
  private var parameters = 0
  private var gradients: ArraySlice<Tensor?> = []

  mutating func attach(_ model: inout some Module) {
    var count = 0
    model.visit { tensor, role in
      if tensor.node != nil { nestedUse() }
      if role == .parameter {
        tensor.node = Node(recording, .none, { _, _ in })
        count += 1
      }
    }
    parameters += count
  }

  static func detach(_ model: inout some Module) {
    model.visit { tensor, _ in tensor.node = nil }
  }

  mutating func finish(_ loss: Tensor) -> Float {
    guard loss.count == 1 else {
      fatalError("a loss is a single number, not a tensor of shape \(loss.shape)")
    }
    if let node = loss.node, node.recording !== recording { nestedUse() }
    gradients = BackwardPass.run(from: loss, parameters: parameters)[...]
    return loss.item
  }

  mutating func nextGradient<Model: Module>(of model: Model) -> Model {
    var gradient = model
    var left = gradients
    gradient.visit { tensor, role in
      guard role == .parameter else {
        tensor = .zeros(tensor.shape)
        return
      }
      guard let found = left.popFirst() else { Recorder.refuseNewStructure() }
      tensor = found ?? .zeros(tensor.shape)
    }
    gradients = left
    return gradient
  }

  private static func refuseNewStructure() -> Never {
    fatalError("the loss added a parameter to the model; its structure must stay as it is")
  }
}

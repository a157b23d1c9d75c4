/// Anything made of tensors that training changes: a layer, a network, a user's own model.
///
/// A module is a struct with one line per member:
///
/// ```swift
/// struct ActorCritic: Module {
///   var body: Sequential, policy: Linear, value: Linear
///   mutating func visitTensors(_ visitor: inout TensorVisitor) {
///     visitor.visit("body", &body)
///     visitor.visit("policy", &policy)
///     visitor.visit("value", &value)
///   }
/// }
/// ```
public protocol Module: Sendable {
  /// Shows every tensor to the visitor, always in the same order.
  mutating func visitTensors(_ visitor: inout TensorVisitor)
}

/// What a tensor is for.
public enum TensorRole: Sendable {
  /// Training changes it along its gradient.
  case parameter
  /// A parameter that training leaves alone.
  case frozen
  /// State that is not trained but belongs to the model, such as running statistics.
  case buffer
}

/// What a module shows its tensors to. Optimizers, checkpoints, target updates, counts and clipping
/// are each one use of it.
public struct TensorVisitor: ~Copyable {
  private let body: (_ path: [PathComponent], _ tensor: inout Tensor, TensorRole) -> Void
  /// Told of where each matrix of a linear layer is.
  private let noteMatrix: (([PathComponent]) -> Void)?
  private var path: [PathComponent] = []
  private let keepsPath: Bool
  private var isFrozen = false

  /// - Parameter keepsPath: whether `body` is told where each tensor is; most uses need not know.
  fileprivate init(
    keepsPath: Bool, noteMatrix: (([PathComponent]) -> Void)? = nil,
    _ body: @escaping ([PathComponent], inout Tensor, TensorRole) -> Void
  ) {
    self.keepsPath = keepsPath
    self.noteMatrix = noteMatrix
    self.body = body
  }

  /// Shows the matrix of a linear layer, `[inputs, outputs]`.
  mutating func visitMatrix(_ name: StaticString, _ matrix: inout Tensor) {
    noteMatrix?(path + [.name(name)])
    visit(name, &matrix)
  }

  /// Shows a tensor of the module.
  public mutating func visit(
    _ name: StaticString, _ tensor: inout Tensor, _ role: TensorRole = .parameter
  ) {
    if keepsPath { path.append(.name(name)) }
    body(path, &tensor, isFrozen && role == .parameter ? .frozen : role)
    if keepsPath { path.removeLast() }
  }

  /// Shows the tensors of a member.
  public mutating func visit(_ name: StaticString, _ module: inout some Module) {
    if keepsPath { path.append(.name(name)) }
    module.visitTensors(&self)
    if keepsPath { path.removeLast() }
  }

  /// Shows the tensors of the member at a position of a list.
  mutating func visit(_ index: Int, _ module: inout some Module) {
    if keepsPath { path.append(.index(index)) }
    module.visitTensors(&self)
    if keepsPath { path.removeLast() }
  }

  /// Shows the tensors of a member, its parameters as frozen ones.
  mutating func visitFrozen(_ module: inout some Module) {
    let wasFrozen = isFrozen
    isFrozen = true
    module.visitTensors(&self)
    isFrozen = wasFrozen
  }
}

/// A step on the way to a tensor in a module, as in `body.0.weight`.
private enum PathComponent: CustomStringConvertible {
  case name(StaticString)
  case index(Int)

  var description: String {
    switch self {
    case .name(let name): name.description
    case .index(let index): String(index)
    }
  }
}

extension Module {
  /// Calls `body` with every tensor, in order.
  mutating func visit(_ body: (inout Tensor, TensorRole) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = TensorVisitor(keepsPath: false) { _, tensor, role in body(&tensor, role) }
      visitTensors(&visitor)
    }
  }

  /// Calls `body` with the name, the tensor and the role of every tensor, in order.
  package mutating func visitNamed(_ body: (String, inout Tensor, TensorRole) -> Void) {
    withoutActuallyEscaping(body) { body in
      var visitor = TensorVisitor(keepsPath: true) { path, tensor, role in
        body(path.map(\.description).joined(separator: "."), &tensor, role)
      }
      visitTensors(&visitor)
    }
  }

  /// The names of the matrices of linear layers, which are `[inputs, outputs]`.
  var matrixNames: Set<String> {
    var names: Set<String> = []
    var copy = self
    func note(_ path: [PathComponent]) {
      names.insert(path.map(\.description).joined(separator: "."))
    }
    withoutActuallyEscaping(note) { note in
      var visitor = TensorVisitor(keepsPath: true, noteMatrix: note) { _, _, _ in }
      copy.visitTensors(&visitor)
    }
    return names
  }

  /// The tensors by name, in order.
  public var namedTensors: [(name: String, tensor: Tensor)] {
    var found: [(name: String, tensor: Tensor)] = []
    var copy = self
    copy.visitNamed { name, tensor, _ in found.append((name, tensor)) }
    return found
  }

  /// The tensors in order, whatever their role.
  package var tensors: [Tensor] {
    var found: [Tensor] = []
    var copy = self
    copy.visit { tensor, _ in found.append(tensor) }
    return found
  }

  /// The number of trained numbers.
  public var parameterCount: Int {
    var count = 0
    var copy = self
    copy.visit { tensor, role in if role == .parameter { count += tensor.count } }
    return count
  }

  /// Moves every tensor of this module a part of the way to its counterpart in `other`:
  /// t ← t + τ·(other − t), the soft target update of DDPG (Lillicrap et al. 2015).
  ///
  /// A fraction outside 0...1 stops the program. Modules of different structure stop the program.
  public mutating func interpolate(toward other: Self, by fraction: Float) {
    let targets = other.tensors
    var count = 0
    visit { tensor, _ in
      if count < targets.count { tensor.interpolate(toward: targets[count], by: fraction) }
      count += 1
    }
    guard count == targets.count else {
      fatalError("a module of \(count) tensors cannot move toward one of \(targets.count)")
    }
  }
}

extension Tensor: Module {
  /// Shows the tensor itself, a parameter named `tensor`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("tensor", &self)
  }
}

extension Array: Module where Element: Module {
  /// Shows the tensors of each element in turn, under its index as in `0.weight`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    for index in indices { visitor.visit(index, &self[index]) }
  }
}

import Synchronization

/// One gradient computation: what tells its tensors from those of another one.
final class Recording: Sendable {
  private let nodes = Atomic<Int>(0)

  /// A number greater than those of all nodes so far.
  func nextIndex() -> Int { nodes.wrappingAdd(1, ordering: .relaxed).oldValue }
}

/// One operation in a graph, or one parameter, which has no inputs.
final class Node: Sendable {
  /// The nodes of the operands; nil for an operand that is a constant.
  enum Inputs: Sendable {
    case none
    case one(Node)
    case two(Node?, Node?)
    case many([Node?])

    subscript(position: Int) -> Node? {
      switch self {
      case .none: nil
      case .one(let input): input
      case .two(let first, let second): position == 0 ? first : second
      case .many(let inputs): inputs[position]
      }
    }
  }

  /// Passes the gradient of the result back to the operands.
  typealias Backward = @Sendable (_ upstream: Tensor, _ pass: inout BackwardPass) -> Void

  let recording: Recording
  /// Greater than those of the inputs, so descending order is an order to go back in.
  let index: Int
  let backward: Backward
  // Unsafe: read while the graph lives, written only below, by the thread that releases the last
  // reference to a node.
  nonisolated(unsafe) private(set) var inputs: Inputs

  init(_ recording: Recording, _ inputs: Inputs, _ backward: @escaping Backward) {
    self.recording = recording
    self.index = recording.nextIndex()
    self.inputs = inputs
    self.backward = backward
  }

  /// Releases what only this node holds in a loop: a chain of a million operations would overflow
  /// the stack if each released the next.
  deinit {
    var pending: [Node] = []
    Node.collect(&inputs, into: &pending)
    while var node = pending.popLast() {
      if isKnownUniquelyReferenced(&node) { Node.collect(&node.inputs, into: &pending) }
    }
  }

  private static func collect(_ inputs: inout Inputs, into pending: inout [Node]) {
    switch inputs {
    case .none: return
    case .one(let input): pending.append(input)
    case .two(let first, let second):
      if let first { pending.append(first) }
      if let second { pending.append(second) }
    case .many(let all): pending += all.lazy.compactMap { $0 }
    }
    inputs = .none
  }
}

extension Tensor {
  /// This result of an operation on `operand`, with the way back.
  @inline(__always)
  func recorded(_ operand: Tensor, _ backward: @escaping Node.Backward) -> Tensor {
    guard let input = operand.node else { return self }
    return attached(input.recording, .one(input), backward)
  }

  /// This result of an operation on two operands, with the way back.
  @inline(__always)
  func recorded(_ first: Tensor, _ second: Tensor, _ backward: @escaping Node.Backward) -> Tensor {
    if first.node == nil && second.node == nil { return self }
    return attached(Tensor.recording([first, second]), .two(first.node, second.node), backward)
  }

  /// This result of an operation on any number of operands, with the way back.
  func recorded(_ operands: [Tensor], _ backward: @escaping Node.Backward) -> Tensor {
    if operands.allSatisfy({ $0.node == nil }) { return self }
    return attached(Tensor.recording(operands), .many(operands.map(\.node)), backward)
  }

  @inline(never)
  private func attached(
    _ recording: Recording, _ inputs: Node.Inputs, _ backward: @escaping Node.Backward
  ) -> Tensor {
    Tensor(shape: shape, storage: storage, node: Node(recording, inputs, backward))
  }

  private static func recording(_ operands: [Tensor]) -> Recording {
    var found: Recording?
    for case let node? in operands.lazy.map(\.node) {
      if let found, found !== node.recording { nestedUse() }
      found = node.recording
    }
    guard let found else { fatalError("no operand is recorded") }
    return found
  }
}

/// Stops: gradients of gradients are not computed.
func nestedUse() -> Never {
  fatalError(
    "a tensor of one valueAndGradient was used in another one, inside it or after it; "
      + "pass `tensor.detached()` to use its value as a constant")
}

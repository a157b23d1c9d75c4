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
    case three(Node?, Node?, Node?)
    case many([Node?])

    subscript(position: Int) -> Node? {
      switch self {
      case .none: nil
      case .one(let input): input
      case .two(let first, let second): position == 0 ? first : second
      case .three(let first, let second, let third):
        position == 0 ? first : position == 1 ? second : third
      case .many(let inputs): inputs[position]
      }
    }
  }

  /// Passes the gradient of the result back to the operands; it can make theirs in its place.
  typealias Backward = @Sendable (_ upstream: inout Tensor, _ pass: inout BackwardPass) -> Void

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
    case .three(let first, let second, let third):
      if let first { pending.append(first) }
      if let second { pending.append(second) }
      if let third { pending.append(third) }
    case .many(let all): pending += all.lazy.compactMap { $0 }
    }
    inputs = .none
  }
}

extension Tensor {
  /// This result of an operation on `operand`, with the way back.
  @inline(__always)
  consuming func recorded(_ operand: Tensor, _ backward: @escaping Node.Backward) -> Tensor {
    recorded(operand.node, backward)
  }

  /// This result of an operation on an operand with this node, with the way back.
  @inline(__always)
  consuming func recorded(_ input: Node?, _ backward: @escaping Node.Backward) -> Tensor {
    guard let input else { return self }
    return attached(input.recording, .one(input), backward)
  }

  /// This result of an operation on two operands, with the way back.
  @inline(__always)
  consuming func recorded(
    _ first: Tensor, _ second: Tensor, _ backward: @escaping Node.Backward
  ) -> Tensor {
    guard let known = first.node ?? second.node else { return self }
    known.requireOneRecording(with: second.node)
    return attached(known.recording, .two(first.node, second.node), backward)
  }

  /// This result of an operation on three operands, with the way back.
  consuming func recorded(
    _ first: Tensor, _ second: Tensor, _ third: Tensor, _ backward: @escaping Node.Backward
  ) -> Tensor {
    guard let known = first.node ?? second.node ?? third.node else { return self }
    known.requireOneRecording(with: second.node)
    known.requireOneRecording(with: third.node)
    return attached(known.recording, .three(first.node, second.node, third.node), backward)
  }

  /// This result of an operation on any number of operands, with the way back.
  consuming func recorded(_ operands: [Tensor], _ backward: @escaping Node.Backward) -> Tensor {
    let nodes = operands.map(\.node)
    guard let known = nodes.lazy.compactMap(\.self).first else { return self }
    for node in nodes { known.requireOneRecording(with: node) }
    return attached(known.recording, .many(nodes), backward)
  }

  @inline(never)
  private consuming func attached(
    _ recording: Recording, _ inputs: Node.Inputs, _ backward: @escaping Node.Backward
  ) -> Tensor {
    node = Node(recording, inputs, backward)
    return self
  }
}

extension Node {
  /// Stops where another node is of another gradient computation.
  @inline(__always)
  fileprivate func requireOneRecording(with other: Node?) {
    if let other, other.recording !== recording { nestedUse() }
  }
}

/// Stops: gradients of gradients are not computed.
func nestedUse() -> Never {
  fatalError(
    "a tensor of one valueAndGradient was used in another one, inside it or after it; "
      + "pass `tensor.detached()` to use its value as a constant")
}

/// The gradients on their way from a loss to the parameters (reverse-mode differentiation).
struct BackwardPass {
  private var gradients: [Tensor?]
  private var nodes: [Node?]
  /// Whose operands `send` gives gradients to.
  private var current: Node?

  /// The gradients of `loss` by the parameters with node indices `0..<parameters`; nil for one that
  /// the loss does not depend on.
  static func run(from loss: Tensor, parameters: Int) -> [Tensor?] {
    guard let last = loss.node else { return Array(repeating: nil, count: parameters) }
    var pass = BackwardPass(last, Tensor.ones(loss.shape), parameters)
    var index = last.index
    while index >= parameters {
      if let node = pass.nodes[index], var upstream = pass.gradients[index].take() {
        pass.current = node
        node.backward(&upstream, &pass)
      }
      index -= 1
    }
    return Array(pass.gradients.prefix(parameters))
  }

  private init(_ last: Node, _ gradient: Tensor, _ parameters: Int) {
    // The loss may itself be a parameter, before others.
    let count = max(last.index + 1, parameters)
    gradients = Array(repeating: nil, count: count)
    nodes = Array(repeating: nil, count: count)
    gradients[last.index] = gradient
    nodes[last.index] = last
  }

  /// Adds to the gradient of the operand at this position. Nothing is computed for a constant.
  @inline(__always)
  mutating func send(_ gradient: @autoclosure () -> Tensor, to position: Int) {
    guard let node = current?.inputs[position] else { return }
    add(gradient(), to: node)
  }

  private mutating func add(_ gradient: consuming Tensor, to node: Node) {
    // Taken, so that `sum` is the one reference, and changes in place.
    if var sum = gradients[node.index].take() {
      sum.add(gradient)
      gradients[node.index] = sum
    } else {
      gradients[node.index] = gradient
      nodes[node.index] = node
    }
  }
}

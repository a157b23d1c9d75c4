/// A layer beside a shortcut (He et al. 2016): y = body(x) + shortcut(x).
///
/// ```swift
/// let block = Residual(
///   Sequential(Linear(64, 64, using: &generator), ReLU(), Linear(64, 64, using: &generator)))
/// ```
public struct Residual<Body: Layer, Shortcut: Layer>: Layer {
  /// The layer, or layers, beside the shortcut.
  public var body: Body
  /// The way past the body.
  public var shortcut: Shortcut

  /// - Parameters:
  ///   - body: the layer, or layers, beside the shortcut.
  ///   - shortcut: the way past the body, to the shape of the body's output.
  public init(_ body: Body, shortcut: Shortcut) {
    self.body = body
    self.shortcut = shortcut
  }

  /// - Parameter body: the layer, or layers, whose output is added to the input.
  public init(_ body: Body) where Shortcut == Identity {
    self.init(body, shortcut: Identity())
  }

  /// body(x) + shortcut(x). Two outputs of different shapes stop the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    Residual.sum(body(input), shortcut(input))
  }

  /// body(x) + shortcut(x) while training; the body trains before the shortcut.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    let change = body.train(input, in: &context)
    return Residual.sum(change, shortcut.train(input, in: &context))
  }

  private static func sum(_ change: Tensor, _ kept: Tensor) -> Tensor {
    guard change.shape == kept.shape else {
      fatalError(
        "a body's output of shape \(change.shape) cannot be added to a shortcut's of shape "
          + "\(kept.shape)")
    }
    return change + kept
  }

  /// Shows the tensors of `body`, then those of `shortcut`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("body", &body)
    visitor.visit("shortcut", &shortcut)
  }
}

import RLNet
import RLRandom

/// Which of a finite number of actions to take, one choice a row: π(a) = exp(logits) / Σ exp(logits).
///
/// Actions can be forbidden row by row (Huang & Ontañón 2022): a forbidden one has the probability
/// 0, is never drawn, adds nothing to the entropy, and its logit gets the gradient 0.
///
/// ```swift
/// let (loss, gradient) = valueAndGradient(at: &policy) { policy in
///   let choice = Categorical(logits: policy(observations))
///   return -(choice.logProbability(of: actions) * advantages).mean() - 0.01 * choice.entropy.mean()
/// }
/// ```
public struct Categorical: Sendable {
  /// log π of every action, `[batch, actions]`; below −10²⁹ where it is forbidden.
  public let logProbabilities: Tensor
  private let logits: Tensor
  private let allowed: [Bool]?

  /// A choice by logits. A tensor that is no matrix, truths that are not as many as its elements, or
  /// a row without an allowed action stop the program.
  ///
  /// - Parameters:
  ///   - logits: `[batch, actions]`.
  ///   - allowed: whether each action may be taken, `[batch * actions]`, row-major; all may unless
  ///     stated.
  public init(logits: Tensor, allowed: [Bool]? = nil) {
    guard logits.shape.rank == 2 else {
      fatalError("logits are [batch, actions], not of shape \(logits.shape)")
    }
    self.allowed = allowed
    self.logits = allowed.map { logits.forbidding($0) } ?? logits
    logProbabilities = self.logits.logSoftmax()
  }

  /// The probability of every action, `[batch, actions]`; 0 where it is forbidden.
  public var probabilities: Tensor { logits.softmax() }

  /// An action drawn for each row, `[batch]`: one uniform number a row, as `Generator.choice`.
  public func sample(using generator: inout PCG64) -> [Int] {
    logits.softmax().sampleRows(using: &generator, allowed: allowed)
  }

  /// The most probable action of each row, `[batch]`, the first among equals.
  public var mode: [Int] { logits.argmax() }

  /// log π of one action a row, `[batch]`. Actions that are not one a row, that are not there, or
  /// that are forbidden stop the program.
  public func logProbability(of actions: [Int]) -> Tensor {
    if let allowed, actions.count == logits.shape[0] {
      let width = logits.shape[1]
      for (row, action) in actions.enumerated()
      where action >= 0 && action < width && !allowed[row * width + action] {
        fatalError("action \(action) is forbidden in row \(row)")
      }
    }
    return logProbabilities.gather(actions)
  }

  /// The entropy −Σ π·log π of each row, `[batch]`, in nats.
  public var entropy: Tensor { -(logProbabilities.exp() * logProbabilities).sum(axis: 1) }
}

extension Tensor {
  /// Logits `[batch, actions]` with numbers in the place of forbidden ones whose exponential is 0.
  fileprivate func forbidding(_ allowed: [Bool]) -> Tensor {
    guard allowed.count == count else {
      fatalError("\(allowed.count) truths do not say of logits \(shape) which are allowed")
    }
    let width = shape[1]
    for row in 0..<shape[0] where !allowed[row * width..<(row + 1) * width].contains(true) {
      fatalError("row \(row) allows none of its \(width) actions")
    }
    // Not −∞, whose product with the probability 0 is NaN.
    let mask = Mask(allowed, shape: shape).inverted()
    return replacing(with: Tensor(-1e30), where: mask)
  }
}

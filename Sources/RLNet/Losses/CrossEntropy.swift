/// The mean cross entropy, shape `[]`, of logits `[batch, classes]` and the right classes:
/// −log softmax(logits)[label]. Labels that do not fit the logits stop the program: one for each
/// row, from 0 to classes − 1.
public func crossEntropy(logits: Tensor, labels: [Int]) -> Tensor {
  guard logits.shape.rank == 2, logits.shape[0] == labels.count else {
    fatalError(
      "logits of shape \(logits.shape) do not fit \(labels.count) labels; they are "
        + "[batch, classes] and [batch]")
  }
  return -logits.logSoftmax().gather(labels).mean()
}

/// The mean cross entropy, shape `[]`, of logits and probabilities, both `[batch, classes]`:
/// −Σ p·log softmax(logits). Other shapes stop the program.
public func crossEntropy(logits: Tensor, probabilities: Tensor) -> Tensor {
  guard logits.shape.rank == 2, logits.shape == probabilities.shape else {
    fatalError(
      "logits of shape \(logits.shape) cannot be compared with probabilities of shape "
        + "\(probabilities.shape); both are [batch, classes]")
  }
  return -(logits.logSoftmax() * probabilities).sum() / Float(logits.shape[0])
}

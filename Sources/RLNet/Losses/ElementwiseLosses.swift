import CRLKernels

/// The mean of (prediction − target)², shape `[]`, of two tensors of one shape; different shapes
/// stop the program.
public func meanSquaredError(_ prediction: Tensor, _ target: Tensor) -> Tensor {
  meanOfDifferences(prediction, target, kernels.pointee.squared_error, 0)
}

/// Huber's loss (1964), shape `[]`: the mean of d²/2 where |d| ≤ δ and δ·(|d| − δ/2) elsewhere,
/// with d = prediction − target. For δ = 1 this is PyTorch's smooth L1 loss. Different
/// shapes, or a δ that is not positive, stop the program.
public func huberLoss(_ prediction: Tensor, _ target: Tensor, delta: Float = 1) -> Tensor {
  guard delta > 0 else { fatalError("Huber's δ is positive, not \(delta)") }
  return meanOfDifferences(prediction, target, kernels.pointee.huber, delta)
}

/// The mean binary cross entropy, shape `[]`, of logits x and targets t in [0, 1]:
/// log(1 + eˣ) − x·t, which is −t·log σ(x) − (1 − t)·log(1 − σ(x)) without overflow. Different
/// shapes stop the program.
public func binaryCrossEntropy(logits: Tensor, targets: Tensor) -> Tensor {
  let (value, slope) = elementwise(logits, targets, kernels.pointee.binary_cross_entropy, 0)
  let share = 1 / Float(logits.count)
  return value.recorded(logits, targets) { [logits = logits.detached()] upstream, pass in
    let scale = upstream.item * share
    pass.send(slope * scale, to: 0)
    pass.send(logits * -scale, to: 1)
  }
}

/// An element-wise loss in `CRLKernels`: prediction, target, parameter; value and slope.
private typealias LossKernel =
  @convention(c) (
    Int, UnsafePointer<Float>, UnsafePointer<Float>, Float, UnsafeMutablePointer<Float>,
    UnsafeMutablePointer<Float>
  ) -> Void

private func meanOfDifferences(
  _ prediction: Tensor, _ target: Tensor, _ kernel: LossKernel, _ parameter: Float
) -> Tensor {
  let (value, slope) = elementwise(prediction, target, kernel, parameter)
  let share = 1 / Float(prediction.count)
  return value.recorded(prediction, target) { upstream, pass in
    let gradient = slope * (upstream.item * share)
    pass.send(gradient, to: 0)
    pass.send(-gradient, to: 1)
  }
}

/// The mean of a loss over all elements, and its slope by the prediction at each; not recorded.
private func elementwise(
  _ prediction: Tensor, _ target: Tensor, _ kernel: LossKernel, _ parameter: Float
) -> (value: Tensor, slope: Tensor) {
  guard prediction.shape == target.shape else {
    fatalError(
      "a prediction of shape \(prediction.shape) cannot be compared with a target of shape "
        + "\(target.shape)")
  }
  let count = prediction.count
  var values = Tensor.zeros(.scalar)
  let slope = Tensor(prediction.shape) { slope in
    values = Tensor(prediction.shape) { values in
      kernel(
        count, prediction.storage.elements, target.storage.elements, parameter, values, slope)
    }
  }
  return (Tensor(values.summed().item / Float(count)), slope)
}

import RLRandom

/// A transposed convolution: `[batch, inputs, height, width]` to `[batch, outputs, resultHeight,
/// resultWidth]`, as `Tensor.convTranspose2D` computes it.
///
/// ```swift
/// var layer = ConvTranspose2D(16, 3, kernel: 4, stride: 2, padding: 1, using: &generator)
/// // doubles height and width
/// ```
public struct ConvTranspose2D: Layer {
  /// The kernels, `[inputs, outputs, kernelHeight, kernelWidth]`.
  public var weight: Tensor
  /// A number for each output channel, `[outputs]`, or for each of its pixels, `[outputs,
  /// resultHeight, resultWidth]`; nil for a layer without a bias.
  public var bias: Tensor?
  /// The distance in the result of what neighbouring pixels of the images give.
  public var stride: ImageSize
  /// The pixels left out on each side of the result.
  public var padding: ImageSize
  /// Pixels added to the result at the bottom and on the right.
  public var outputPadding: ImageSize
  /// The distance of neighbouring elements of the kernel.
  public var dilation: ImageSize

  /// A layer of given parameters.
  ///
  /// - Parameters:
  ///   - weight: the kernels, `[inputs, outputs, kernelHeight, kernelWidth]`, as PyTorch's.
  ///   - bias: `[outputs]` or `[outputs, resultHeight, resultWidth]`; nil for a layer without one.
  ///   - stride: the distance in the result of what neighbouring pixels of the images give.
  ///   - padding: the pixels left out on each side of the result.
  ///   - outputPadding: pixels added to the result at the bottom and on the right.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  public init(
    weight: Tensor, bias: Tensor?, stride: ImageSize = 1, padding: ImageSize = 0,
    outputPadding: ImageSize = 0, dilation: ImageSize = 1
  ) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.outputPadding = outputPadding
    self.dilation = dilation
  }

  /// A layer with drawn parameters; the weight is drawn before the bias. What counts as the fan-in
  /// is PyTorch's: outputs · kernelHeight · kernelWidth.
  ///
  /// - Parameters:
  ///   - inputs: the number of channels that come in.
  ///   - outputs: the number of channels that go out.
  ///   - kernel: the size of the kernels.
  ///   - stride: the distance in the result of what neighbouring pixels of the images give.
  ///   - padding: the pixels left out on each side of the result.
  ///   - outputPadding: pixels added to the result at the bottom and on the right.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  ///   - weight: how the kernels are drawn; PyTorch's default, as the bias, unless stated.
  ///   - bias: how the bias is drawn; nil for a layer without one.
  ///   - untiedBias: the size of the images that go out, for a bias of its own for each pixel; nil
  ///     for one for each channel.
  ///   - generator: where the numbers are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: ImageSize, stride: ImageSize = 1,
    padding: ImageSize = 0, outputPadding: ImageSize = 0, dilation: ImageSize = 1,
    weight: Initializer = .uniformByFanIn, bias: Initializer? = .uniformByFanIn,
    untiedBias: ImageSize? = nil, using generator: inout PCG64
  ) {
    let fans = (in: outputs * kernel.count, out: inputs * kernel.count)
    self.init(
      weight: weight.tensor(
        [inputs, outputs, kernel.height, kernel.width], fans: fans, using: &generator),
      bias: bias.map {
        $0.tensor(.channels(outputs, untied: untiedBias), fans: fans, using: &generator)
      },
      stride: stride, padding: padding, outputPadding: outputPadding, dilation: dilation)
  }

  /// The transposed convolution, `[batch, inputs, height, width]` to `[batch, outputs,
  /// resultHeight, resultWidth]`. An input or parameters of shapes that do not fit stop the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.convTranspose2D(
      weight, bias, stride: stride, padding: padding, outputPadding: outputPadding,
      dilation: dilation)
  }

  /// Shows `weight`, and `bias` if there is one.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("weight", &weight)
    if bias != nil { visitor.visit("bias", &bias!) }
  }
}

import RLRandom

/// A convolutional layer: `[batch, inputs, height, width]` to `[batch, outputs, resultHeight,
/// resultWidth]`, as `Tensor.conv2D` computes it.
///
/// ```swift
/// var layer = Conv2D(3, 16, kernel: 3, padding: 1, using: &generator)  // keeps height and width
/// ```
public struct Conv2D: Layer {
  /// The kernels, `[outputs, inputs, kernelHeight, kernelWidth]`.
  public var weight: Tensor
  /// A number for each output channel, `[outputs]`, or for each of its pixels, `[outputs,
  /// resultHeight, resultWidth]`; nil for a layer without a bias.
  public var bias: Tensor?
  /// The distance of neighbouring places of the kernel.
  public var stride: ImageSize
  /// The zeros on each side of the images.
  public var padding: ImageSize
  /// The distance of neighbouring elements of the kernel.
  public var dilation: ImageSize

  /// A layer of given parameters.
  ///
  /// - Parameters:
  ///   - weight: the kernels, `[outputs, inputs, kernelHeight, kernelWidth]`, as PyTorch's.
  ///   - bias: `[outputs]` or `[outputs, resultHeight, resultWidth]`; nil for a layer without one.
  ///   - stride: the distance of neighbouring places of the kernel.
  ///   - padding: the zeros on each side of the images.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  public init(
    weight: Tensor, bias: Tensor?, stride: ImageSize = 1, padding: ImageSize = 0,
    dilation: ImageSize = 1
  ) {
    self.weight = weight
    self.bias = bias
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
  }

  /// A layer with drawn parameters; the weight is drawn before the bias. The fan-in is
  /// inputs · kernelHeight · kernelWidth.
  ///
  /// - Parameters:
  ///   - inputs: the number of channels that come in.
  ///   - outputs: the number of channels that go out.
  ///   - kernel: the size of the kernels.
  ///   - stride: the distance of neighbouring places of the kernel.
  ///   - padding: the zeros on each side of the images.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  ///   - weight: how the kernels are drawn; PyTorch's default, as the bias, unless stated.
  ///   - bias: how the bias is drawn; nil for a layer without one.
  ///   - untiedBias: the size of the images that go out, for a bias of its own for each pixel; nil
  ///     for one for each channel.
  ///   - generator: where the numbers are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, kernel: ImageSize, stride: ImageSize = 1,
    padding: ImageSize = 0, dilation: ImageSize = 1, weight: Initializer = .uniformByFanIn,
    bias: Initializer? = .uniformByFanIn, untiedBias: ImageSize? = nil,
    using generator: inout PCG64
  ) {
    let fans = (in: inputs * kernel.count, out: outputs * kernel.count)
    self.init(
      weight: weight.tensor(
        [outputs, inputs, kernel.height, kernel.width], fans: fans, using: &generator),
      bias: bias.map {
        $0.tensor(.channels(outputs, untied: untiedBias), fans: fans, using: &generator)
      },
      stride: stride, padding: padding, dilation: dilation)
  }

  /// The convolution, `[batch, inputs, height, width]` to `[batch, outputs, resultHeight,
  /// resultWidth]`. An input or parameters of shapes that do not fit stop the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.conv2D(weight, bias, stride: stride, padding: padding, dilation: dilation)
  }

  /// Shows `weight`, and `bias` if there is one.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("weight", &weight)
    if bias != nil { visitor.visit("bias", &bias!) }
  }
}

extension Shape {
  /// The shape of a bias of channels, tied or for each pixel.
  static func channels(_ count: Int, untied size: ImageSize?) -> Shape {
    size.map { [count, $0.height, $0.width] } ?? .vector(count)
  }
}

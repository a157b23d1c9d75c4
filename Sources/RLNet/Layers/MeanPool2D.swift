/// The mean of each window of images: `[..., height, width]` to `[..., resultHeight,
/// resultWidth]`, as `Tensor.meanPool2D` computes it.
public struct MeanPool2D: ParameterlessLayer {
  /// The size of a window.
  public var kernel: ImageSize
  /// The distance of neighbouring windows.
  public var stride: ImageSize
  /// The zeros on each side of the images; they count.
  public var padding: ImageSize

  /// - Parameters:
  ///   - kernel: the size of a window.
  ///   - stride: the distance of neighbouring windows; the window's size unless stated.
  ///   - padding: the zeros on each side of the images; they count.
  public init(_ kernel: ImageSize, stride: ImageSize? = nil, padding: ImageSize = 0) {
    self.kernel = kernel
    self.stride = stride ?? kernel
    self.padding = padding
  }

  /// `[..., height, width]` to `[..., resultHeight, resultWidth]`. An input that the windows do not
  /// fit stops the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.meanPool2D(kernel, stride: stride, padding: padding)
  }
}

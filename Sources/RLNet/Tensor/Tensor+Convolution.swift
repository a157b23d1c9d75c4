import CRLKernels

extension Tensor {
  /// The convolution (cross-correlation, as in PyTorch) of images `[batch, inputs, height, width]`
  /// with weights `[outputs, inputs, kernelHeight, kernelWidth]`, to `[batch, outputs,
  /// resultHeight, resultWidth]`. Each size of the result is
  /// ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.
  ///
  /// Operands of other shapes and a kernel that does not fit the images stop the program.
  ///
  /// - Parameters:
  ///   - weight: the kernels, `[outputs, inputs, kernelHeight, kernelWidth]`.
  ///   - bias: a number for each output channel, `[outputs]` (tied), or for each of its pixels,
  ///     `[outputs, resultHeight, resultWidth]` (untied); nil for none.
  ///   - stride: the distance of neighbouring places of the kernel.
  ///   - padding: the zeros on each side of the images.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  public func conv2D(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: ImageSize = 1, padding: ImageSize = 0,
    dilation: ImageSize = 1
  ) -> Tensor {
    guard shape.rank == 4, weight.shape.rank == 4, shape[1] == weight.shape[1] else {
      fatalError(
        "images of shape \(shape) do not fit a convolution's weight of shape \(weight.shape); "
          + "they are [batch, inputs, height, width] and "
          + "[outputs, inputs, kernelHeight, kernelWidth]")
    }
    let kernel = checkedKernel(weight, stride, padding, dilation)
    let image = ImageSize(shape[2], shape[3])
    guard
      let result = image.convolved(kernel, stride: stride, padding: padding, dilation: dilation)
    else {
      fatalError(
        "a kernel of \(kernel) with dilation \(dilation) does not fit images of shape \(shape) "
          + "with padding \(padding)")
    }
    let geometry = ConvolutionGeometry(
      batch: shape[0], channels: shape[1], image: image, outputs: weight.shape[0], result: result,
      kernel: kernel, stride: stride, padding: padding, dilation: dilation)
    checkBias(bias, geometry.outputs, result)
    let results = Tensor([shape[0], geometry.outputs, result.height, result.width]) {
      geometry.forward(storage.elements, weight.storage.elements, bias: bias, to: $0)
    }
    return results.recorded(bias.map { [self, weight, $0] } ?? [self, weight]) {
      [x = detached(), weight = weight.detached(), biasShape = bias?.shape] upstream, pass in
      pass.send(geometry.imageGradient(upstream, weight, shape: x.shape), to: 0)
      pass.send(geometry.weightGradient(x, upstream, shape: weight.shape), to: 1)
      if let biasShape { pass.send(upstream.summedToBias(biasShape), to: 2) }
    }
  }

  /// The transposed convolution of images `[batch, inputs, height, width]` with weights `[inputs,
  /// outputs, kernelHeight, kernelWidth]`, to `[batch, outputs, resultHeight, resultWidth]`: the
  /// gradient of `conv2D` by its images, as an operation of its own. Each size of the result is
  /// (size − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1.
  ///
  /// Operands of other shapes and a result without pixels stop the program.
  ///
  /// - Parameters:
  ///   - weight: the kernels, `[inputs, outputs, kernelHeight, kernelWidth]`, as PyTorch's.
  ///   - bias: a number for each output channel, `[outputs]` (tied), or for each of its pixels,
  ///     `[outputs, resultHeight, resultWidth]` (untied); nil for none.
  ///   - stride: the distance in the result of what neighbouring pixels of the images give.
  ///   - padding: the pixels left out on each side of the result.
  ///   - outputPadding: pixels added to the result at the bottom and on the right, fewer than the
  ///     stride or the dilation.
  ///   - dilation: the distance of neighbouring elements of the kernel.
  public func convTranspose2D(
    _ weight: Tensor, _ bias: Tensor? = nil, stride: ImageSize = 1, padding: ImageSize = 0,
    outputPadding: ImageSize = 0, dilation: ImageSize = 1
  ) -> Tensor {
    guard shape.rank == 4, weight.shape.rank == 4, shape[1] == weight.shape[0] else {
      fatalError(
        "images of shape \(shape) do not fit a transposed convolution's weight of shape "
          + "\(weight.shape); they are [batch, inputs, height, width] and "
          + "[inputs, outputs, kernelHeight, kernelWidth]")
    }
    let kernel = checkedKernel(weight, stride, padding, dilation)
    guard outputPadding.isAtLeast(0),
      outputPadding.height < Swift.max(stride.height, dilation.height),
      outputPadding.width < Swift.max(stride.width, dilation.width)
    else {
      fatalError(
        "an output padding of \(outputPadding) is not from 0 to below the stride of \(stride) or "
          + "the dilation of \(dilation)")
    }
    func size(_ axis: Int, _ of: KeyPath<ImageSize, Int>) -> Int {
      (shape[axis] - 1) * stride[keyPath: of] - 2 * padding[keyPath: of]
        + dilation[keyPath: of] * (kernel[keyPath: of] - 1) + outputPadding[keyPath: of] + 1
    }
    let result = ImageSize(size(2, \.height), size(3, \.width))
    guard result.isAtLeast(1), shape[2] > 0, shape[3] > 0 else {
      fatalError(
        "a kernel of \(kernel) with padding \(padding) leaves no pixels of images of shape "
          + "\(shape)")
    }
    // The convolution whose images are the results here.
    let geometry = ConvolutionGeometry(
      batch: shape[0], channels: weight.shape[1], image: result, outputs: shape[1],
      result: ImageSize(shape[2], shape[3]), kernel: kernel, stride: stride, padding: padding,
      dilation: dilation)
    checkBias(bias, geometry.channels, result)
    let results = Tensor([shape[0], geometry.channels, result.height, result.width]) {
      geometry.backward(storage.elements, weight.storage.elements, bias: bias, to: $0)
    }
    return results.recorded(bias.map { [self, weight, $0] } ?? [self, weight]) {
      [x = detached(), weight = weight.detached(), biasShape = bias?.shape] upstream, pass in
      pass.send(
        Tensor(x.shape) {
          geometry.forward(
            upstream.storage.elements, weight.storage.elements, bias: nil, to: $0)
        }, to: 0)
      pass.send(geometry.weightGradient(upstream, x, shape: weight.shape), to: 1)
      if let biasShape { pass.send(upstream.summedToBias(biasShape), to: 2) }
    }
  }

  private func checkedKernel(
    _ weight: Tensor, _ stride: ImageSize, _ padding: ImageSize, _ dilation: ImageSize
  ) -> ImageSize {
    let kernel = ImageSize(weight.shape[2], weight.shape[3])
    guard kernel.isAtLeast(1), stride.isAtLeast(1), dilation.isAtLeast(1), padding.isAtLeast(0)
    else {
      fatalError(
        "a kernel of \(kernel), a stride of \(stride), a dilation of \(dilation) and a padding of "
          + "\(padding) make no convolution; they are 1 or more, the padding 0 or more")
    }
    return kernel
  }

  private func checkBias(_ bias: Tensor?, _ channels: Int, _ size: ImageSize) {
    guard let bias else { return }
    guard bias.shape == [channels] || bias.shape == [channels, size.height, size.width] else {
      fatalError(
        "a bias of shape \(bias.shape) does not fit \(channels) channels of \(size) pixels: it is "
          + "\([channels]) or \([channels, size.height, size.width])")
    }
  }

  /// The sum over the images, and for a tied bias, first over the pixels of each.
  private func summedToBias(_ bias: Shape) -> Tensor {
    let (batch, channels) = (shape[0], shape[1])
    let pixels = shape[2] * shape[3]
    return Tensor(bias) { out in
      if bias.rank == 3 {
        kernels.pointee.sum_strided(1, batch, bias.count, storage.elements, out)
        return
      }
      let sums = Storage(count: batch * channels)
      for plane in 0..<batch * channels {
        sums.elements[plane] = kernels.pointee.sum(pixels, storage.elements + plane * pixels)
      }
      kernels.pointee.sum_strided(1, batch, channels, sums.elements, out)
    }
  }
}

extension ConvolutionGeometry {
  fileprivate func imageGradient(_ results: Tensor, _ weight: Tensor, shape: Shape) -> Tensor {
    Tensor(shape) { backward(results.storage.elements, weight.storage.elements, to: $0) }
  }

  fileprivate func weightGradient(_ images: Tensor, _ results: Tensor, shape: Shape) -> Tensor {
    Tensor(shape) { weightGradient(images.storage.elements, results.storage.elements, to: $0) }
  }
}

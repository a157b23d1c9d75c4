import CRLKernels

/// The sizes of a convolution of `batch` images `[channels, height, width]`, with weights
/// `[outputs, channels, kernelHeight, kernelWidth]`, to results `[outputs, resultHeight,
/// resultWidth]`.
///
/// As matrices, W is `[outputs, terms]`, the patches P of an image are `[terms, pixels]`, and a
/// result Y is `[outputs, pixels]`. P is not made where it is only read: a kernel's rows see the same
/// lines of the image, so these are made once for each of its columns, for a band of rows of patches
/// at a time, and the products read P there. Sums of patches are made in strips of rows.
struct ConvolutionGeometry: Sendable {
  let batch: Int
  let channels: Int
  let image: ImageSize
  let outputs: Int
  let result: ImageSize
  let kernel: ImageSize
  let stride: ImageSize
  let padding: ImageSize
  let dilation: ImageSize

  /// The elements of a patch.
  var terms: Int { channels * kernel.count }
  /// The elements of an image, and of a result.
  var imageCount: Int { channels * image.count }
  var resultCount: Int { outputs * result.count }
  var weightCount: Int { outputs * terms }
  var multiplications: Int { batch * outputs * terms * result.count }

  /// The size of an image with its padding.
  var padded: ImageSize {
    ImageSize(image.height + 2 * padding.height, image.width + 2 * padding.width)
  }
  var hasPadding: Bool { padding != 0 }

  /// Whether an image is its own patches.
  var isPointwise: Bool { kernel == 1 && stride == 1 && !hasPadding && image == result }

  /// How many rows of patches make a strip, so that they stay in the cache; from the sizes alone,
  /// since the sums of a weight gradient depend on it.
  var rowsInStrip: Int {
    let floats = 1 << 15
    return max(1, min(result.height, floats / max(1, terms * result.width)))
  }

  /// How many rows of patches a band has: a strip, or more strips if their lines stay in the cache.
  var rowsInBand: Int {
    let strip = rowsInStrip
    var rows = strip
    while rows < result.height && lineCount(ofRows: rows + strip) <= 1 << 15 { rows += strip }
    return min(rows, result.height)
  }

  /// The lines in each group of lines that rows of patches are made of; a group is what has the same
  /// channel, the same column of the kernel and the same remainder of image rows by the stride.
  func linesInGroup(ofRows rows: Int) -> Int {
    rows + (kernel.height - 1) * dilation.height / stride.height
  }

  /// The elements of all groups.
  func lineCount(ofRows rows: Int) -> Int {
    channels * kernel.width * stride.height * linesInGroup(ofRows: rows) * result.width
  }

  /// Where each term begins in the lines; in an image that is its own patches, in it.
  func linePlaces(ofRows rows: Int) -> [Int] {
    if isPointwise { return (0..<channels).map { $0 * image.count } }
    let group = linesInGroup(ofRows: rows) * result.width
    return (0..<terms).map { term in
      let (channel, ky, kx) = (
        term / kernel.count, term % kernel.count / kernel.width, term % kernel.width
      )
      let (line, remainder) = (ky * dilation.height).quotientAndRemainder(
        dividingBy: stride.height)
      return ((channel * kernel.width + kx) * stride.height + remainder) * group
        + line * result.width
    }
  }

  var patches: rl_patches {
    rl_patches(
      channels: channels, height: padded.height, width: padded.width,
      kernel_height: kernel.height, kernel_width: kernel.width,
      stride_y: stride.height, stride_x: stride.width,
      dilation_y: dilation.height, dilation_x: dilation.width, patches_wide: result.width)
  }

  /// The groups of images whose weight gradients are summed apart: at most 16, and no more than
  /// 2²² floats hold; from the sizes alone, so that no result depends on the number of threads.
  var groups: Int { max(1, min(batch, 16, (1 << 22) / max(1, weightCount))) }

  /// The images of a group, or of any equal part of the batch.
  func share(ofPart part: Int, of parts: Int) -> Range<Int> {
    part * batch / parts..<(part + 1) * batch / parts
  }
}

extension ImageSize {
  /// The size of the result of a convolution or pooling, as PyTorch's; nil if the kernel does not
  /// fit: ⌊(size + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1.
  func convolved(
    _ kernel: ImageSize, stride: ImageSize, padding: ImageSize, dilation: ImageSize = 1
  ) -> ImageSize? {
    func size(_ axis: KeyPath<ImageSize, Int>) -> Int? {
      let room =
        self[keyPath: axis] + 2 * padding[keyPath: axis]
        - dilation[keyPath: axis] * (kernel[keyPath: axis] - 1) - 1
      return room < 0 ? nil : room / stride[keyPath: axis] + 1
    }
    guard let height = size(\.height), let width = size(\.width) else { return nil }
    return ImageSize(height, width)
  }

  /// Whether both sizes are at least `least`.
  func isAtLeast(_ least: Int) -> Bool { height >= least && width >= least }
}

import CRLKernels
import RLParallel

extension Tensor {
  /// The largest pixel of each window of images `[..., height, width]`, to `[..., resultHeight,
  /// resultWidth]`, or a NaN, if there is one; the gradient goes to the first of equals. Pixels of
  /// the padding are never the largest. The sizes of the result are those of `conv2D`.
  ///
  /// A tensor without two axes, a window that does not fit, and a padding of more than half a window
  /// stop the program.
  ///
  /// - Parameters:
  ///   - kernel: the size of a window.
  ///   - stride: the distance of neighbouring windows; the window's size unless stated.
  ///   - padding: the pixels on each side of the images.
  public func maxPool2D(
    _ kernel: ImageSize, stride: ImageSize? = nil, padding: ImageSize = 0
  ) -> Tensor {
    let pool = Pooling(shape, kernel, stride ?? kernel, padding)
    let results = Tensor(pool.resultShape) { out in
      pool.inParts { layout, planes in
        kernels.pointee.max_pool(
          layout, planes.count, storage.elements + planes.lowerBound * pool.imageCount,
          out + planes.lowerBound * pool.resultCount)
      }
    }
    return results.recorded(self) { [x = detached()] upstream, pass in
      pass.send(
        Tensor(x.shape) { out in
          pool.inParts { layout, planes in
            let first = planes.lowerBound
            kernels.pointee.max_pool_backward(
              layout, planes.count, x.storage.elements + first * pool.imageCount,
              upstream.storage.elements + first * pool.resultCount, out + first * pool.imageCount)
          }
        }, to: 0)
    }
  }

  /// The mean of each window of images `[..., height, width]`, to `[..., resultHeight,
  /// resultWidth]`; the padding counts as zeros (PyTorch's `count_include_pad=True`). The sizes of
  /// the result are those of `conv2D`.
  ///
  /// A tensor without two axes, a window that does not fit, and a padding of more than half a window
  /// stop the program.
  ///
  /// - Parameters:
  ///   - kernel: the size of a window.
  ///   - stride: the distance of neighbouring windows; the window's size unless stated.
  ///   - padding: the zeros on each side of the images.
  public func meanPool2D(
    _ kernel: ImageSize, stride: ImageSize? = nil, padding: ImageSize = 0
  ) -> Tensor {
    let pool = Pooling(shape, kernel, stride ?? kernel, padding)
    let results = Tensor(pool.resultShape) { out in
      pool.inParts { layout, planes in
        kernels.pointee.mean_pool(
          layout, planes.count, storage.elements + planes.lowerBound * pool.imageCount,
          out + planes.lowerBound * pool.resultCount)
      }
    }
    return results.recorded(self) { [shape] upstream, pass in
      pass.send(
        Tensor(shape) { out in
          pool.inParts { layout, planes in
            let first = planes.lowerBound
            kernels.pointee.mean_pool_backward(
              layout, planes.count, upstream.storage.elements + first * pool.resultCount,
              out + first * pool.imageCount)
          }
        }, to: 0)
    }
  }
}

/// The sizes of a pooling of `planes` images of one channel.
private struct Pooling: Sendable {
  let resultShape: Shape
  let planes: Int
  let image: ImageSize
  let result: ImageSize
  let kernel: ImageSize
  let stride: ImageSize
  let padding: ImageSize

  init(_ shape: Shape, _ kernel: ImageSize, _ stride: ImageSize, _ padding: ImageSize) {
    guard shape.rank >= 2 else {
      fatalError("pooled images are [..., height, width], not of shape \(shape)")
    }
    guard kernel.isAtLeast(1), stride.isAtLeast(1), padding.isAtLeast(0),
      2 * padding.height <= kernel.height, 2 * padding.width <= kernel.width
    else {
      fatalError(
        "windows of \(kernel), a stride of \(stride) and a padding of \(padding) make no pooling; "
          + "they are 1 or more, the padding from 0 to half a window")
    }
    image = ImageSize(shape[-2], shape[-1])
    guard let result = image.convolved(kernel, stride: stride, padding: padding) else {
      fatalError(
        "windows of \(kernel) do not fit images of shape \(shape) with padding \(padding)")
    }
    guard image.count <= Int32.max else {
      fatalError("pooled images have at most 2³¹ − 1 pixels, not \(image)")
    }
    let outer = shape.dimensions.dropLast(2)
    planes = outer.reduce(1, *)
    resultShape = Shape(outer + [result.height, result.width])
    (self.result, self.kernel, self.stride, self.padding) = (result, kernel, stride, padding)
  }

  var imageCount: Int { image.count }
  var resultCount: Int { result.count }

  /// Calls `body` with all planes, in as many parts as threads may share.
  func inParts(_ body: (_ layout: UnsafePointer<rl_pool>, _ planes: Range<Int>) -> Void) {
    let layout = rl_pool(
      height: image.height, width: image.width,
      kernel_height: kernel.height, kernel_width: kernel.width,
      stride_y: stride.height, stride_x: stride.width,
      padding_y: padding.height, padding_x: padding.width,
      windows_high: result.height, windows_wide: result.width)
    // Below some ten µs of work, waking a thread costs more than it saves.
    let parts =
      planes * resultCount * kernel.count < 1 << 17 ? 1 : Swift.min(Threads.count, planes)
    Threads.forEach(parts) { part in
      withUnsafePointer(to: layout) {
        body($0, part * planes / parts..<(part + 1) * planes / parts)
      }
    }
  }
}

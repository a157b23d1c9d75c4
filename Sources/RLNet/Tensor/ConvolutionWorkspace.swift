import CRLKernels

/// What one thread needs to convolve one image after another: the image with its padding, a strip of
/// patches, and room for the product kernel.
struct ConvolutionWorkspace {
  private let geometry: ConvolutionGeometry
  private var layout: rl_patches
  private let padded: Storage
  private let patches: Storage
  private var product = Storage(count: 0)
  private var productBytes = 0
  private var image: UnsafePointer<Float>

  init(_ geometry: ConvolutionGeometry) {
    self.geometry = geometry
    layout = geometry.patches
    let paddedCount = geometry.hasPadding ? geometry.channels * geometry.padded.count : 0
    padded = Storage(count: paddedCount)
    padded.elements.initialize(repeating: 0, count: paddedCount)
    let pixels = geometry.rowsInStrip * geometry.result.width
    patches = Storage(count: geometry.isPointwise ? 0 : geometry.terms * pixels)
    image = UnsafePointer(padded.elements)
  }

  /// Takes an image to make patches of.
  mutating func load(_ image: UnsafePointer<Float>) {
    guard geometry.hasPadding else {
      self.image = image
      return
    }
    forEachRow { inner, outer in
      (padded.elements + outer).update(from: image + inner, count: geometry.image.width)
    }
  }

  /// Rows of patches `[terms, rows · resultWidth]` of the image, and the distance of their rows.
  mutating func packed(_ first: Int, _ rows: Int) -> (UnsafePointer<Float>, Int) {
    if geometry.isPointwise {
      return (image + first * geometry.image.width, geometry.image.count)
    }
    kernels.pointee.pack_patches(&layout, first, rows, image, patches.elements)
    return (UnsafePointer(patches.elements), rows * geometry.result.width)
  }

  /// Begins to sum patches to an image.
  func startSum(in image: UnsafeMutablePointer<Float>) {
    if geometry.hasPadding {
      padded.elements.update(repeating: 0, count: geometry.channels * geometry.padded.count)
    } else if !geometry.isPointwise {
      image.initialize(repeating: 0, count: geometry.imageCount)
    }
  }

  /// Where to write rows of patches `[terms, rows · resultWidth]`, and the distance of their rows.
  func room(
    _ first: Int, _ rows: Int, in image: UnsafeMutablePointer<Float>
  ) -> (UnsafeMutablePointer<Float>, Int) {
    geometry.isPointwise
      ? (image + first * geometry.image.width, geometry.image.count)
      : (patches.elements, rows * geometry.result.width)
  }

  /// Adds the patches written there.
  mutating func addRoom(_ first: Int, _ rows: Int, to image: UnsafeMutablePointer<Float>) {
    if geometry.isPointwise { return }
    kernels.pointee.add_patches(
      &layout, first, rows, patches.elements, geometry.hasPadding ? padded.elements : image)
  }

  /// Leaves out the padding's sums.
  func finishSum(in image: UnsafeMutablePointer<Float>) {
    guard geometry.hasPadding else { return }
    forEachRow { inner, outer in
      (image + inner).initialize(from: padded.elements + outer, count: geometry.image.width)
    }
  }

  mutating func multiply(_ piece: rl_product) {
    withUnsafePointer(to: piece) { piece in
      let bytes = kernels.pointee.product_workspace(piece)
      if bytes > productBytes {
        product = Storage(count: (bytes + 3) / 4)
        productBytes = bytes
      }
      kernels.pointee.product(piece, product.elements)
    }
  }

  /// Where each row of the image begins, in it and in the image with its padding.
  private func forEachRow(_ body: (_ inner: Int, _ outer: Int) -> Void) {
    let (size, padded, padding) = (geometry.image, geometry.padded, geometry.padding)
    for channel in 0..<geometry.channels {
      for row in 0..<size.height {
        body(
          (channel * size.height + row) * size.width,
          (channel * padded.height + row + padding.height) * padded.width + padding.width)
      }
    }
  }
}

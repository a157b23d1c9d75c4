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
    let room = 32  // what the kernels may read and write behind an image and patches
    let isPointwise = geometry.isPointwise
    let paddedCount = isPointwise ? 0 : geometry.channels * geometry.padded.count + room
    padded = Storage(count: paddedCount)
    padded.elements.initialize(repeating: 0, count: paddedCount)
    let patchesCount =
      isPointwise ? 0 : geometry.terms * geometry.rowsInStrip * geometry.result.width + room
    patches = Storage(count: patchesCount)
    patches.elements.initialize(repeating: 0, count: patchesCount)
    image = UnsafePointer(padded.elements)
  }

  /// Takes an image to make patches of.
  mutating func load(_ image: UnsafePointer<Float>) {
    if geometry.isPointwise {
      self.image = image
    } else {
      forEachRow { inner, outer, count in
        (padded.elements + outer).update(from: image + inner, count: count)
      }
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
  func startSum() {
    if geometry.isPointwise { return }
    padded.elements.update(repeating: 0, count: geometry.channels * geometry.padded.count)
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
  mutating func addRoom(_ first: Int, _ rows: Int) {
    if geometry.isPointwise { return }
    kernels.pointee.add_patches(&layout, first, rows, patches.elements, padded.elements)
  }

  /// Writes the sums but for the padding's.
  func finishSum(in image: UnsafeMutablePointer<Float>) {
    if geometry.isPointwise { return }
    forEachRow { inner, outer, count in
      (image + inner).initialize(from: padded.elements + outer, count: count)
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

  /// Where each row of the image begins, in it and in the image with its padding; without a padding,
  /// all rows as one.
  private func forEachRow(_ body: (_ inner: Int, _ outer: Int, _ count: Int) -> Void) {
    let (size, padded, padding) = (geometry.image, geometry.padded, geometry.padding)
    guard geometry.hasPadding else { return body(0, 0, geometry.imageCount) }
    for channel in 0..<geometry.channels {
      for row in 0..<size.height {
        body(
          (channel * size.height + row) * size.width,
          (channel * padded.height + row + padding.height) * padded.width + padding.width,
          size.width)
      }
    }
  }
}

import CRLKernels

/// What one thread needs to convolve one image after another: the image with its padding, what its
/// patches are made of or a strip of patches, and room for the product kernel.
struct ConvolutionWorkspace {
  enum Use {
    /// Patches are read.
    case patches
    /// Patches are added up.
    case sums
  }

  private let geometry: ConvolutionGeometry
  let rowsInBand: Int
  private var layout: rl_patches
  private let padded: Storage
  private let lines: Storage
  private let places: [Int]
  private let patches: Storage
  private var product = Storage(count: 0)
  private var productBytes = 0
  private var image: UnsafePointer<Float>

  // What the kernels may read and write behind an image, lines and patches, and before patches.
  private static let (room, front) = (32, 16)

  init(_ geometry: ConvolutionGeometry, for use: Use) {
    self.geometry = geometry
    rowsInBand = geometry.rowsInBand
    layout = geometry.patches
    let isPointwise = geometry.isPointwise
    let paddedCount = isPointwise ? 0 : geometry.channels * geometry.padded.count + Self.room
    padded = Storage(count: paddedCount)
    padded.elements.initialize(repeating: 0, count: paddedCount)
    let makesLines = use == .patches && !isPointwise
    lines = Storage(
      count: makesLines ? geometry.lineCount(ofRows: rowsInBand) + Self.room : 0)
    // One more, so that there is an address even without terms.
    places = use == .patches ? geometry.linePlaces(ofRows: rowsInBand) + [0] : []
    let addsPatches = use == .sums && !isPointwise
    patches = Storage(
      count: addsPatches
        ? Self.front + geometry.terms * geometry.rowsInStrip * geometry.result.width + Self.room
        : 0)
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

  /// Makes a band of rows of patches of the image, from row `first` on. Calls `body` with where the
  /// band begins and, for each term, how far behind it the term's elements of all patches begin.
  mutating func withBand(
    from first: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Int>) -> Void
  ) {
    places.withUnsafeBufferPointer { places in
      guard let places = places.baseAddress else { return }
      if geometry.isPointwise {
        body(image + first * geometry.image.width, places)
      } else {
        kernels.pointee.pack_lines(
          &layout, first, geometry.linesInGroup(ofRows: rowsInBand), image, lines.elements)
        body(lines.elements, places)
      }
    }
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
      : (patches.elements + Self.front, rows * geometry.result.width)
  }

  /// Adds the patches written there.
  mutating func addRoom(_ first: Int, _ rows: Int) {
    if geometry.isPointwise { return }
    kernels.pointee.add_patches(
      &layout, first, rows, patches.elements + Self.front, padded.elements)
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

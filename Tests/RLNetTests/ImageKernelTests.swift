import CRLKernels
import RLNet
import RLRandom
import TestSupport
import Testing

/// The kernels of images give the bits that CRLKernels.h defines, under all instruction sets.
struct ImageKernelTests {
  @Test func patchesAreTheDefinedBits() {
    let seed = Seeds.fresh("patches")
    var generator = PCG64(seed: seed)
    for _ in 0..<60 {
      let given = PatchArguments(using: &generator)
      let results = agreedResults("\(given), seed \(seed)") { given.results(of: $0) }
      for ((name, found), expected) in zip(results, given.expected) {
        expectBits(found, expected, "\(name) of \(given), seed \(seed)")
      }
    }
  }

  @Test func productsOfRowsAreTheDefinedBits() {
    let seed = Seeds.fresh("products of rows")
    var generator = PCG64(seed: seed)
    for k in [0, 1, 15, 16, 17, 100, 784, 4_096, 4_097, 9_000] {
      for _ in 0..<4 {
        let (m, n) = (generator.integer(in: 0..<9), generator.integer(in: 0..<9))
        check(m, n, k, seed, &generator)
      }
    }
    // Beyond the rows whose last terms are copied at a time.
    check(70, 3, 37, seed, &generator)
    // Many results of few terms, which have code of their own.
    for k in [1, 15, 16, 17, 49, 100, 512, 513] {
      let (m, n) = (generator.integer(in: 16..<30), generator.integer(in: 16..<70))
      check(m, n, k, seed, &generator)
    }
  }

  private func check(_ m: Int, _ n: Int, _ k: Int, _ seed: UInt64, _ generator: inout PCG64) {
    let label = "[\(m), \(k)]·[\(n), \(k)]ᵀ, seed \(seed)"
    let (aRow, cRow) = (k + generator.pick([0, 3]), n + generator.pick([0, 2]))
    let places = generator.permutation(n).map { $0 * k }
    func count(_ rows: Int, _ row: Int, _ columns: Int) -> Int {
      rows == 0 ? 0 : (rows - 1) * row + columns
    }
    let a = generator.floats(count(m, aRow, k))
    let b = generator.floats(n * k)
    let c = generator.floats(count(m, cRow, n))
    let results = agreedResults(label) { table in
      let (left, right, sum) = (GuardedFloats(a), GuardedFloats(b), GuardedFloats(c))
      places.withUnsafeBufferPointer {
        guard let places = $0.baseAddress else { return }
        var product = rl_row_product(
          m: m, n: n, k: k, a: left.start, a_row: aRow, b: right.start, b_rows: places,
          c: sum.start, c_row: cRow)
        table.add_row_products(&product)
      }
      return [("add_row_products", sum.values)]
    }
    var expected = c
    for i in 0..<m {
      for j in 0..<n {
        for start in stride(from: 0, to: k, by: 4_096) {
          var lanes = Array(repeating: Float(0), count: 16)
          let end = min(start + 4_096, k)
          for p in start..<end { lanes[p % 16].addProduct(a[i * aRow + p], b[places[j] + p]) }
          for width in [8, 4, 2, 1] {
            for lane in 0..<width { lanes[lane] += lanes[lane + width] }
          }
          expected[i * cRow + j] += lanes[0]
        }
      }
    }
    expectBits(results.first?.1, expected, label)
  }

  @Test func gatheredProductsAreTheDefinedBits() {
    let seed = Seeds.fresh("gathered products")
    var generator = PCG64(seed: seed)
    for k in [0, 1, 25, 150, 512, 513, 1_100] {
      for n in [1, 7, 8, 9, 16, 47, 48, 49, 100, 130] {
        let m = generator.integer(in: 1..<20)
        let (aRow, cRow) = (k + generator.pick([0, 3]), n + generator.pick([0, 2]))
        let places = (0..<k).map { _ in generator.integer(below: 200) }
        let label = "[\(m), \(k)]·[\(k), \(n)], seed \(seed)"
        let a = generator.floats(m * aRow)
        let b = generator.floats(200 + n + 15)
        let c = generator.floats(m * cRow)
        let results = agreedResults(label) { table in
          let (left, right, result) = (GuardedFloats(a), GuardedFloats(b), GuardedFloats(c))
          (places + [0]).withUnsafeBufferPointer {
            guard let places = $0.baseAddress else { return }
            var product = rl_gathered_product(
              m: m, n: n, k: k, a: left.start, a_row: aRow, b: right.start, b_rows: places,
              c: result.start, c_row: cRow)
            table.gathered_product(&product)
          }
          return [("gathered_product", result.values)]
        }
        var expected = c
        for i in 0..<m {
          for j in 0..<n {
            var total: Float = 0
            for start in Swift.stride(from: 0, to: k, by: 512) {
              var block: Float = 0
              for p in start..<min(start + 512, k) {
                block.addProduct(a[i * aRow + p], b[places[p] + j])
              }
              total = start == 0 ? block : total + block
            }
            expected[i * cRow + j] = total
          }
        }
        expectBits(results.first?.1, expected, label)
      }
    }
  }

  @Test func poolsAreTheDefinedBits() {
    let seed = Seeds.fresh("pooling")
    var generator = PCG64(seed: seed)
    for _ in 0..<80 {
      let given = PoolArguments(using: &generator)
      let results = agreedResults("\(given), seed \(seed)") { given.results(of: $0) }
      for ((name, found), expected) in zip(results, given.expected) {
        expectBits(found, expected, "\(name) of \(given), seed \(seed)")
      }
    }
  }
}

/// The arguments of the functions of patches.
private struct PatchArguments: CustomStringConvertible {
  var layout = rl_patches()
  let first, count: Int
  let image, patches: [Float]

  /// What the header asks for behind the image, lines and patches, and before patches.
  private static let (room, front) = (32, 16)

  init(using generator: inout PCG64) {
    layout.channels = generator.integer(in: 1..<4)
    layout.kernel_height = generator.integer(in: 1..<4)
    layout.kernel_width = generator.integer(in: 1..<4)
    layout.stride_y = generator.integer(in: 1..<4)
    layout.stride_x = generator.integer(in: 1..<4)
    layout.dilation_y = generator.integer(in: 1..<3)
    layout.dilation_x = generator.integer(in: 1..<3)
    layout.patches_wide = generator.pick([1, 2, 7, 15, 16, 17, 32, 40])
    let rows = generator.integer(in: 1..<5)
    layout.height =
      (rows - 1) * layout.stride_y + (layout.kernel_height - 1) * layout.dilation_y + 1
      + generator.integer(below: 2)
    layout.width =
      (layout.patches_wide - 1) * layout.stride_x
      + (layout.kernel_width - 1) * layout.dilation_x + 1 + generator.integer(below: 2)
    first = generator.integer(below: rows)
    count = generator.integer(in: 1..<rows - first + 1)
    image = generator.floats(layout.channels * layout.height * layout.width)
    patches = generator.floats(
      layout.channels * layout.kernel_height * layout.kernel_width * count * layout.patches_wide)
  }

  var description: String { "\(layout), rows \(first)..<\(first + count)" }

  func results(of table: rl_kernels) -> [(String, [Float])] {
    let behind = Array(repeating: Float(7), count: Self.room)
    var layout = layout
    let group = lines * layout.patches_wide
    let packed = GuardedFloats(
      Array(
        repeating: 7, count: layout.channels * layout.kernel_width * layout.stride_y * group)
        + behind)
    let source = GuardedFloats(image + behind)
    table.pack_lines(&layout, first, lines, source.start, packed.start)
    let sum = GuardedFloats(image + behind)
    let before = Array(repeating: Float(7), count: Self.front)
    let given = GuardedFloats(before + patches + behind)
    table.add_patches(&layout, first, count, given.start + Self.front, sum.start)
    // The patches, where they lie in the lines.
    var found: [Float] = []
    for c in 0..<layout.channels {
      for ky in 0..<layout.kernel_height {
        let (q, r) = (ky * layout.dilation_y).quotientAndRemainder(dividingBy: layout.stride_y)
        for kx in 0..<layout.kernel_width {
          let place =
            ((c * layout.kernel_width + kx) * layout.stride_y + r) * group
            + q * layout.patches_wide
          found += packed.values[place..<place + count * layout.patches_wide]
        }
      }
    }
    return [("pack_lines", found), ("add_patches", Array(sum.values.prefix(image.count)))]
  }

  /// The lines in a group that the patches need.
  private var lines: Int {
    count + (layout.kernel_height - 1) * layout.dilation_y / layout.stride_y
  }

  var expected: [[Float]] {
    var packed: [Float] = []
    var sum = image
    for c in 0..<layout.channels {
      for ky in 0..<layout.kernel_height {
        for kx in 0..<layout.kernel_width {
          for y in first..<first + count {
            for x in 0..<layout.patches_wide {
              let row = y * layout.stride_y + ky * layout.dilation_y
              let column = x * layout.stride_x + kx * layout.dilation_x
              let place = (c * layout.height + row) * layout.width + column
              sum[place] += patches[packed.count]
              packed.append(image[place])
            }
          }
        }
      }
    }
    return [packed, sum]
  }
}

/// The arguments of the functions of windows.
private struct PoolArguments: CustomStringConvertible {
  var layout = rl_pool()
  let planes: Int
  let image, upstream: [Float]

  init(using generator: inout PCG64) {
    layout.kernel_height = generator.integer(in: 1..<5)
    layout.kernel_width = generator.integer(in: 1..<5)
    layout.stride_y = generator.integer(in: 1..<5)
    layout.stride_x = generator.integer(in: 1..<5)
    layout.padding_y = generator.integer(below: layout.kernel_height / 2 + 1)
    layout.padding_x = generator.integer(below: layout.kernel_width / 2 + 1)
    if generator.integer(below: 3) == 0 {  // the case with code of its own
      (layout.kernel_height, layout.kernel_width, layout.stride_y, layout.stride_x) = (2, 2, 2, 2)
      (layout.padding_y, layout.padding_x) = (0, 0)
    }
    layout.height = layout.kernel_height + generator.integer(below: 6)
    layout.width = layout.kernel_width + generator.pick([0, 1, 5, 9, 14, 30, 33, 520])
    layout.windows_high =
      (layout.height + 2 * layout.padding_y - layout.kernel_height) / layout.stride_y + 1
    layout.windows_wide =
      (layout.width + 2 * layout.padding_x - layout.kernel_width) / layout.stride_x + 1
    planes = generator.integer(in: 1..<3)
    let count = planes * layout.height * layout.width
    switch generator.integer(below: 3) {
    case 0: image = generator.floats(count).map { $0.rounded() }  // with equals
    case 1: image = generator.mixedFloats(count)
    default:
      image = generator.floats(count).map { generator.integer(below: 9) == 0 ? .nan : $0 }
    }
    upstream = generator.floats(planes * layout.windows_high * layout.windows_wide)
  }

  var description: String { "\(planes) planes, \(layout)" }

  func results(of table: rl_kernels) -> [(String, [Float])] {
    var layout = layout
    let (x, g) = (GuardedFloats(image), GuardedFloats(upstream))
    func result(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
      let y = GuardedFloats(Array(repeating: 12_345, count: count))
      body(y.start)
      return y.values
    }
    return [
      ("max_pool", result(g.count) { table.max_pool(&layout, planes, x.start, $0) }),
      (
        "max_pool_backward",
        result(x.count) { table.max_pool_backward(&layout, planes, x.start, g.start, $0) }
      ),
      ("mean_pool", result(g.count) { table.mean_pool(&layout, planes, x.start, $0) }),
      (
        "mean_pool_backward",
        result(x.count) { table.mean_pool_backward(&layout, planes, g.start, $0) }
      ),
    ]
  }

  var expected: [[Float]] {
    var (maxima, means): ([Float], [Float]) = ([], [])
    var ofMaximum = Array(repeating: Float(0), count: image.count)
    var ofMean = ofMaximum
    let count = Float(layout.kernel_height * layout.kernel_width)
    for plane in 0..<planes {
      for y in 0..<layout.windows_high {
        for x in 0..<layout.windows_wide {
          let share = upstream[maxima.count]
          var total: Float = 0
          var found: Int?
          for ky in 0..<layout.kernel_height {
            for kx in 0..<layout.kernel_width {
              let row = y * layout.stride_y + ky - layout.padding_y
              let column = x * layout.stride_x + kx - layout.padding_x
              guard 0..<layout.height ~= row, 0..<layout.width ~= column else { continue }
              let place = (plane * layout.height + row) * layout.width + column
              total += image[place]
              ofMean[place] += share / count
              let best = image[found ?? place]
              if found == nil || !(image[place] <= best || best.isNaN) { found = place }
            }
          }
          ofMaximum[found ?? 0] += share
          maxima.append(image[found ?? 0])
          means.append(total / count)
        }
      }
    }
    return [maxima, ofMaximum, means, ofMean]
  }
}

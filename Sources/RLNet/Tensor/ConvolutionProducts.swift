import CRLKernels
import RLParallel

/// The three products of a convolution, each for all images of a batch. Images, or groups of them,
/// are split over threads; each thread has its own workspace.
extension ConvolutionGeometry {
  /// Y = W·P for each image (+ bias).
  func forward(
    _ images: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, bias: Tensor?,
    to results: UnsafeMutablePointer<Float>
  ) {
    inParts(batch) { part, parts in
      var workspace = ConvolutionWorkspace(self, for: .patches)
      for index in share(ofPart: part, of: parts) {
        let y = results + index * resultCount
        if isPointwise {
          workspace.multiply(
            rl_product(
              m: outputs, n: result.count, k: terms, a: weight, a_row: terms, a_column: 1,
              b: images + index * imageCount, b_row: result.count, b_column: 1, bias: nil, c: y,
              c_row: result.count))
        } else {
          workspace.load(images + index * imageCount)
          forEachStrip(of: workspace.rowsInBand, in: 0..<result.height) { first, rows in
            workspace.withBand(from: first) { b, places in
              var product = rl_gathered_product(
                m: outputs, n: rows * result.width, k: terms, a: weight, a_row: terms, b: b,
                b_rows: places, c: y + first * result.width, c_row: result.count)
              kernels.pointee.gathered_product(&product)
            }
          }
        }
        bias?.add(toImage: y, channels: outputs, pixels: result.count)
      }
    }
  }

  /// The gradient by the images, Wᵀ·∂Y for each image as patches that are added up (+ bias, for a
  /// transposed convolution).
  func backward(
    _ results: UnsafePointer<Float>, _ weight: UnsafePointer<Float>, bias: Tensor? = nil,
    to images: UnsafeMutablePointer<Float>
  ) {
    inParts(batch) { part, parts in
      var workspace = ConvolutionWorkspace(self, for: .sums)
      for index in share(ofPart: part, of: parts) {
        let y = results + index * resultCount
        let x = images + index * imageCount
        workspace.startSum()
        forEachStrip(of: rowsInStrip, in: 0..<result.height) { first, rows in
          let (c, row) = workspace.room(first, rows, in: x)
          workspace.multiply(
            rl_product(
              m: terms, n: rows * result.width, k: outputs, a: weight, a_row: 1, a_column: terms,
              b: y + first * result.width, b_row: result.count, b_column: 1, bias: nil, c: c,
              c_row: row))
          workspace.addRoom(first, rows)
        }
        workspace.finishSum(in: x)
        bias?.add(toImage: x, channels: channels, pixels: image.count)
      }
    }
  }

  /// The gradient by the weights, Σ ∂Y·Pᵀ. Strips in ascending order within an image, images in
  /// ascending order within a group, then groups in ascending order.
  func weightGradient(
    _ images: UnsafePointer<Float>, _ results: UnsafePointer<Float>,
    to gradient: UnsafeMutablePointer<Float>
  ) {
    let groups = groups
    let others = Storage(count: (groups - 1) * weightCount)
    func sum(_ group: Int) -> UnsafeMutablePointer<Float> {
      group == 0 ? gradient : others.elements + (group - 1) * weightCount
    }
    inParts(groups) { part, parts in
      var workspace = ConvolutionWorkspace(self, for: .patches)
      for group in part * groups / parts..<(part + 1) * groups / parts {
        let c = sum(group)
        c.initialize(repeating: 0, count: weightCount)
        for index in share(ofPart: group, of: groups) {
          let y = results + index * resultCount
          workspace.load(images + index * imageCount)
          forEachStrip(of: workspace.rowsInBand, in: 0..<result.height) { band, rows in
            workspace.withBand(from: band) { b, places in
              forEachStrip(of: rowsInStrip, in: band..<band + rows) { first, rows in
                var product = rl_row_product(
                  m: outputs, n: terms, k: rows * result.width, a: y + first * result.width,
                  a_row: result.count, b: b + (first - band) * result.width, b_rows: places, c: c,
                  c_row: terms)
                kernels.pointee.add_row_products(&product)
              }
            }
          }
        }
      }
    }
    for group in 1..<max(groups, 1) {
      kernels.pointee.add(weightCount, gradient, 1, sum(group), 1, gradient)
    }
  }

  private func forEachStrip(
    of most: Int, in all: Range<Int>, _ body: (_ first: Int, _ rows: Int) -> Void
  ) {
    for first in Swift.stride(from: all.lowerBound, to: all.upperBound, by: most) {
      body(first, min(most, all.upperBound - first))
    }
  }

  /// Calls `body` with 0..<parts for as many parts as threads may share the pieces.
  private func inParts(_ pieces: Int, _ body: (_ part: Int, _ parts: Int) -> Void) {
    // Below some ten µs of work, waking a thread costs more than it saves.
    let parts = multiplications < 1 << 20 ? 1 : min(Threads.count, pieces)
    Threads.forEach(parts) { body($0, parts) }
  }
}

extension Tensor {
  /// Adds a bias for each channel, `[channels]`, or for each pixel of each channel.
  fileprivate func add(toImage image: UnsafeMutablePointer<Float>, channels: Int, pixels: Int) {
    if shape.rank == 3 {
      kernels.pointee.add(count, image, 1, storage.elements, 1, image)
    } else {
      for channel in 0..<channels {
        let place = image + channel * pixels
        kernels.pointee.add(pixels, place, 1, storage.elements + channel, 0, place)
      }
    }
  }
}

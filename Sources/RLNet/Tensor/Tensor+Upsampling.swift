/// How the pixels of an enlarged image follow from those of the image.
public enum Upsampling: Sendable {
  /// Each is the pixel that it lies in.
  case nearest
  /// Each is the mean of the four nearest pixels, weighted by its distances from their centres
  /// (PyTorch's `bilinear` with `align_corners=False`).
  case bilinear
}

extension Tensor {
  /// Images `[..., height, width]` enlarged by whole factors, to `[..., height·factor,
  /// width·factor]`. A tensor without two axes and a factor below 1 stop the program.
  ///
  /// - Parameters:
  ///   - factor: how many pixels each becomes along each axis.
  ///   - method: how they follow from it and its neighbours.
  public func upsample2D(_ factor: ImageSize, _ method: Upsampling = .nearest) -> Tensor {
    guard shape.rank >= 2, factor.isAtLeast(1) else {
      fatalError(
        "images [..., height, width] are enlarged by factors of 1 or more, not those of shape "
          + "\(shape) by \(factor)")
    }
    let outer = shape.dimensions.dropLast(2)
    let planes = outer.reduce(1, *)
    let rows = Enlargement(shape[-2], by: factor.height, method)
    let columns = Enlargement(shape[-1], by: factor.width, method)
    let size = shape[-2] * shape[-1]
    let count = rows.places.count * columns.places.count
    let results = Tensor(Shape(outer + [rows.places.count, columns.places.count])) { out in
      for plane in 0..<planes {
        enlarge(storage.elements + plane * size, rows, columns, to: out + plane * count)
      }
    }
    return results.recorded(self) { [shape] upstream, pass in
      pass.send(
        Tensor(shape) { out in
          out.initialize(repeating: 0, count: shape.count)
          for plane in 0..<planes {
            addReduced(
              upstream.storage.elements + plane * count, rows, columns, to: out + plane * size)
          }
        }, to: 0)
    }
  }
}

/// The pixels along one axis that each pixel of an enlarged image follows from, and their shares.
private struct Enlargement: Sendable {
  struct Place: Sendable {
    let first: Int
    let second: Int
    /// The share of the second; 0 where the first is all.
    let share: Float
  }

  let size: Int
  let places: [Place]

  init(_ size: Int, by factor: Int, _ method: Upsampling) {
    self.size = size
    places = (0..<size * factor).map { index in
      switch method {
      case .nearest: return Place(first: index / factor, second: index / factor, share: 0)
      case .bilinear:
        // The centre of the pixel, (index + ½) / factor − ½, in units of 1 / (2·factor).
        let centre = Swift.max(2 * index + 1 - factor, 0)
        let first = centre / (2 * factor)
        return Place(
          first: first, second: Swift.min(first + 1, size - 1),
          share: Float(centre % (2 * factor)) / Float(2 * factor))
      }
    }
  }
}

/// Between the columns of both rows first, then between the rows.
private func enlarge(
  _ image: UnsafePointer<Float>, _ rows: Enlargement, _ columns: Enlargement,
  to out: UnsafeMutablePointer<Float>
) {
  var out = out
  for row in rows.places {
    let upper = image + row.first * columns.size
    let lower = image + row.second * columns.size
    for column in columns.places {
      func between(_ line: UnsafePointer<Float>) -> Float {
        column.share == 0
          ? line[column.first]
          : line[column.first] * (1 - column.share) + line[column.second] * column.share
      }
      out.pointee =
        row.share == 0
        ? between(upper) : between(upper) * (1 - row.share) + between(lower) * row.share
      out += 1
    }
  }
}

/// Adds the gradient of each pixel, in ascending order, to those that it follows from.
private func addReduced(
  _ upstream: UnsafePointer<Float>, _ rows: Enlargement, _ columns: Enlargement,
  to image: UnsafeMutablePointer<Float>
) {
  var upstream = upstream
  for row in rows.places {
    let upper = image + row.first * columns.size
    let lower = image + row.second * columns.size
    for column in columns.places {
      func add(_ amount: Float, to line: UnsafeMutablePointer<Float>) {
        line[column.first] += amount * (1 - column.share)
        if column.share != 0 { line[column.second] += amount * column.share }
      }
      add(upstream.pointee * (1 - row.share), to: upper)
      if row.share != 0 { add(upstream.pointee * row.share, to: lower) }
      upstream += 1
    }
  }
}

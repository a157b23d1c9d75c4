import Environments
import RLFigures

extension DepictedImage {
  /// The image, its pixels as rectangles.
  func drawing(width: Double, description: String) -> Drawing {
    let height = width * Double(self.height) / Double(self.width)
    let frame = Rectangle(x: 0, y: 0, width: width, height: height)
    return Drawing(
      width: width, height: height, description: description, [.image(opaque, in: frame)])
  }

  private var opaque: PixelImage {
    var image = PixelImage(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let pixel = self[x, y]
        image[x, y] = Color(pixel.x, pixel.y, pixel.z)
      }
    }
    return image
  }

  /// A whole number of points a pixel, so that all pixels are of a size in a GIF, as far as the picture
  /// stays below 600 × 400 points.
  var naturalWidth: Double {
    Double(width * max(1, min(600 / width, 400 / height)))
  }
}

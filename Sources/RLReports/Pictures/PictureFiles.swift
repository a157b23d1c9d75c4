import RLFigures
import RLNet
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Picture {
  /// Its `NAME.svg`.
  private var svg: [UInt8] {
    switch content {
    case .drawing(let drawing): Array(drawing.svg().utf8)
    case .animation(let animation): Array(animation.svg().utf8)
    }
  }

  /// Its `NAME.png`, or of an animation its `NAME.gif`.
  private var pixels: (suffix: String, bytes: () -> [UInt8]) {
    switch content {
    case .drawing(let drawing): ("png", { drawing.png() })
    case .animation(let animation): ("gif", { animation.gif() })
    }
  }

  /// Writes both files beside each other, unless they are there.
  ///
  /// - Throws: `FileError` where the system refuses.
  fileprivate func write(to folder: String) throws(FileError) {
    let (svgPath, svg, pixels) = ("\(folder)/\(name).svg", svg, pixels)
    let pixelsPath = "\(folder)/\(name).\(pixels.suffix)"
    // The SVG comes last: where it is the same, the pixels are those of the same picture, and
    // computing them again is most of the work.
    if access(pixelsPath, F_OK) == 0, let found = try? readFile(svgPath), found == Data(svg) {
      return
    }
    try writeDurably(pixels.bytes(), to: pixelsPath)
    try writeDurably(svg, to: svgPath)
  }
}

extension RunFolder {
  package var picturesPath: String { path + "/pictures" }

  /// Writes pictures into the folder `pictures` of the run, `NAME.svg` and `NAME.png` of each, or of an
  /// animation `NAME.svg` and `NAME.gif`.
  ///
  /// - Throws: `FileError` where the system refuses.
  package func write(_ pictures: [Picture]) throws(FileError) {
    guard !pictures.isEmpty else { return }
    guard mkdir(picturesPath, 0o777) == 0 || errno == EEXIST else {
      throw FileError("create", picturesPath, errno)
    }
    for picture in pictures { try picture.write(to: picturesPath) }
  }
}

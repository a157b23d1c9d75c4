import RLFigures
import RLFiles
import RLNet
import RLRuns

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension [Picture] {
  /// A picture as pixels, and as the file that they are in.
  package typealias Pixels = (name: String, image: PixelImage, png: [UInt8])

  /// Writes the pictures into a folder, `NAME.svg` and `NAME.png` of each, or of an animation
  /// `NAME.svg` and `NAME.gif`.
  ///
  /// - Returns: those that do not move and were not there already.
  /// - Throws: `FileError` where the system refuses.
  @discardableResult
  package func write(to folder: FilePlace) throws(FileError) -> [Pixels] {
    try folder.makeFolder()
    var written: [Pixels] = []
    for picture in self {
      let file = folder / picture.name
      switch picture.form {
      case .still(let drawing):
        try writePair(drawing.svg(), file, pixels: ".png") {
          let image = drawing.rendered()
          written.append((picture.name, image, image.png()))
          return written[written.count - 1].png
        }
      case .moving(let animation):
        try writePair(animation.svg(), file, pixels: ".gif") { animation.gif() }
      }
    }
    return written
  }
}

extension RunFolder {
  /// Writes pictures of what was learned into the folder `pictures` of the run. Those that are new go
  /// into the event file, too, where TensorBoard finds them.
  ///
  /// - Parameter step: what the event file counts by: environment steps of an agent, epochs of a task;
  ///   nil where the run is not complete, so that its event file is left alone.
  /// - Throws: `FileError`, `RunWriteError` where the system refuses.
  package func write(_ pictures: [Picture], step: Int?) throws {
    guard !pictures.isEmpty else { return }
    let images = try pictures.write(to: self.pictures)
    guard let step, !images.isEmpty, let events = try EventLog(addingTo: self) else { return }
    for (name, image, png) in images {
      try events.addImage(
        tag: "pictures/\(name)", png: png, width: image.width, height: image.height, step: step)
    }
    try events.flush()
  }
}

/// Writes an SVG and the pixels of the same picture, unless they are there.
///
/// - Parameters:
///   - file: where both lie, without an ending.
///   - ending: of the file of pixels.
private func writePair(
  _ svg: String, _ file: FilePlace, pixels ending: String, _ pixels: () -> [UInt8]
) throws(FileError) {
  let (drawn, painted) = (file.appending(".svg"), file.appending(ending))
  // The SVG comes last: where it is the same, the pixels are those of the same picture, and
  // computing them again is most of the work.
  if painted.exists, let found = try? readFile(drawn, atMost: FileLimit.whole),
    found == Data(svg.utf8)
  {
    return
  }
  try writeDurably(pixels(), to: painted)
  try writeDurably(Array(svg.utf8), to: drawn)
}

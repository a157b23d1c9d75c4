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
  /// A picture as a file of pixels.
  package typealias Pixels = (name: String, png: [UInt8])

  /// Writes the pictures into a folder, `NAME.svg` and `NAME.png` of each, or of an animation
  /// `NAME.svg` and `NAME.gif`.
  ///
  /// - Returns: those that do not move.
  /// - Throws: `FileError` where the system refuses.
  @discardableResult
  package func write(to folder: FilePlace) throws(FileError) -> [Pixels] {
    try folder.makeFolder()
    var written: [Pixels] = []
    for picture in self {
      let file = folder / picture.name
      switch picture.form {
      case .still(let drawing):
        let png = try writePair(drawing.svg(), file, pixels: ".png") { drawing.rendered().png() }
        written.append((picture.name, png))
      case .moving(let animation):
        _ = try writePair(animation.svg(), file, pixels: ".gif") { animation.gif() }
      }
    }
    return written
  }
}

extension RunFolder {
  /// Writes pictures of what was learned into the folder `pictures` of the run. Those that the event
  /// file does not hold as a whole are added to it, where TensorBoard finds them.
  ///
  /// - Parameter step: what the event file counts by: environment steps of an agent, epochs of a task;
  ///   nil where the run is not complete, so that its event file is left alone.
  /// - Throws: `FileError`, `RunWriteError` where the system refuses.
  package func write(_ pictures: [Picture], step: Int?) throws {
    guard !pictures.isEmpty else { return }
    let images = try pictures.write(to: self.pictures)
    guard let step, !images.isEmpty, let events = try EventLog(addingTo: self) else { return }
    for (name, png) in images where !events.holds(png) {
      guard let (width, height) = PixelImage.size(ofPNG: png) else { continue }
      try events.addImage(
        tag: "pictures/\(name)", png: png, width: width, height: height, step: step)
    }
    try events.flush()
  }
}

/// Writes an SVG and the pixels of the same picture, unless they are there.
///
/// - Returns: the file of pixels.
/// - Parameters:
///   - file: where both lie, without an ending.
///   - ending: of the file of pixels.
private func writePair(
  _ svg: String, _ file: FilePlace, pixels ending: String, _ pixels: () -> [UInt8]
) throws(FileError) -> [UInt8] {
  let (drawn, painted) = (file.appending(".svg"), file.appending(ending))
  // The SVG comes last: where it is the same, the pixels are those of the same picture, and
  // computing them again is most of the work.
  if let found = try? readFile(drawn, atMost: FileLimit.text), found == Data(svg.utf8),
    let old = try? readFile(painted, atMost: FileLimit.text),
    ending != ".png" || PixelImage.size(ofPNG: Array(old)) != nil
  {
    return Array(old)
  }
  let new = pixels()
  try writeDurably(new, to: painted)
  try writeDurably(Array(svg.utf8), to: drawn)
  return new
}

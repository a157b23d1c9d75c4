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
  /// The picture as files: `NAME.svg` and `NAME.png`, of an animation `NAME.svg` and `NAME.gif`.
  package var files: [(name: String, bytes: [UInt8])] {
    switch content {
    case .drawing(let drawing):
      [("\(name).svg", Array(drawing.svg().utf8)), ("\(name).png", drawing.png())]
    case .animation(let animation):
      [("\(name).svg", Array(animation.svg().utf8)), ("\(name).gif", animation.gif())]
    }
  }
}

extension RunFolder {
  package var picturesPath: String { path + "/pictures" }

  /// Writes pictures into the folder `pictures` of the run. A file that is as it should be stays.
  ///
  /// - Throws: `FileError` where the system refuses.
  package func write(_ pictures: [Picture]) throws(FileError) {
    guard !pictures.isEmpty else { return }
    guard mkdir(picturesPath, 0o777) == 0 || errno == EEXIST else {
      throw FileError("create", picturesPath, errno)
    }
    for picture in pictures {
      for file in picture.files {
        let path = "\(picturesPath)/\(file.name)"
        if let found = try? readFile(path), found == Data(file.bytes) { continue }
        try writeDurably(file.bytes, to: path)
      }
    }
  }
}

import RLFiles
import RLNet
import RLRuns
import RLState

/// What the model of a `DrawingTask` draws at each evaluation: a file `samples/epoch-N.idx` for each,
/// in the format of MNIST's images.
///
/// A file follows from seed, data and epoch, so a run that goes on from a checkpoint writes the same
/// bytes over what was drawn after it: nothing is missing or there twice.
package enum DrawingFiles {
  /// How many images are drawn at a time.
  package static let count = 25

  /// From the run's folder.
  static func name(_ epoch: Int) -> String { "samples/epoch-\(epoch).idx" }

  /// The images after an epoch, `[count, height, width]`; nil where none were kept.
  ///
  /// - Throws: `DataError` where the file is damaged or cannot be read.
  package static func read(epoch: Int, in folder: RunFolder) throws(DataError) -> IDXArray? {
    let file = folder.place / name(epoch)
    guard file.exists else { return nil }
    let images = try IDXArray(
      DataError.bytes(of: file, atMost: FileLimit.text), file: file.path)
    guard images.sizes.count == 3 else {
      throw .malformed(
        file.path, "header", found: "\(images.sizes.count) axes", expected: "3, those of images")
    }
    return images
  }
}

/// Keeps what the model of a task draws, at the start and after each evaluation.
struct KeptDrawings<Task: SupervisedTask>: LoopStep {
  static var name: String { "drawings" }

  func begin(
    _ training: SupervisedTraining<Task>, _ record: RunRecord<SupervisedTraining<Task>>
  ) throws {
    try keep(training, in: record.folder)
  }

  func isDue(_ status: TaskStatus, after before: TaskStatus) -> Bool { status.hasEvaluation }

  func act(
    _ training: SupervisedTraining<Task>, _ status: TaskStatus,
    _ record: RunRecord<SupervisedTraining<Task>>, _ clock: inout SessionClock
  ) throws {
    try keep(training, in: record.folder)
  }

  private func keep(
    _ training: SupervisedTraining<Task>, in folder: RunFolder
  ) throws(RunWriteError) {
    guard let drawings = (training.task as? any DrawingTask)?.drawings(DrawingFiles.count) else {
      return
    }
    try folder.write(IDXArray(drawings).content, to: DrawingFiles.name(training.epochs))
  }
}

extension IDXArray {
  /// Images `[count, 1, height, width]` of pixels from 0 to 1 as bytes, `[count, height, width]`.
  init(_ images: Tensor) {
    sizes = [images.shape[0], images.shape[2], images.shape[3]]
    elements = images.elements.map { $0 > 0 ? UInt8(clamped: (min($0, 1) * 255).rounded()) : 0 }
  }

  /// The array as a file.
  var content: [UInt8] {
    let header: [UInt8] = [0, 0, 8, UInt8(sizes.count)]
    return header
      + sizes.flatMap { size in
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
      } + elements
  }
}

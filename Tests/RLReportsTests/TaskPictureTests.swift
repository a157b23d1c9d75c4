import Foundation
import RLFigures
import RLFiles
import RLNet
import RLReports
import RLRuns
import RLSupervised
import TestSupport
import Testing

@Suite struct TaskPictureTests {
  private static let nowhere = DataStore(folder: "/nowhere")
  private static let red = Color(hex: 0xb40426)
  private static let middle = Color(hex: 0xdddcdc)

  /// A gate whose hidden layer is one unit: σ(3·tanh(x + 2y − 1) + ½).
  private static func knownGate(_ gate: Gates.Gate) -> Gates {
    var configuration = Gates.Configuration()
    (configuration.gate, configuration.hidden) = (gate, 1)
    var task = Gates(configuration, data: nowhere, TaskStreams(seed: 1))
    let values: [String: [Float]] = [
      "0.weight": gate == .not ? [1] : [1, 2], "0.bias": [-1], "2.weight": [3], "2.bias": [0.5],
    ]
    task.visitNamed { name, tensor, _ in
      for (suffix, elements) in values where name.hasSuffix(suffix) {
        tensor = Tensor(elements, shape: tensor.shape)
      }
    }
    return task
  }

  @Test func aGatesSurfaceIsWhatItsNetworkPutsOut() {
    let surface = Self.knownGate(.and).surface(ofGate: 0)
    #expect(surface.rows == 101 && surface.columns == 101)
    for (row, column) in [(0, 0), (0, 100), (100, 0), (100, 100), (37, 62)] {
      let (x, y) = (Double(column) / 100, Double(row) / 100)
      let expected = 1 / (1 + exp(-3 * tanh(x + 2 * y - 1) - 0.5))
      #expect(abs(surface[row, column] - expected) < 1e-6, "at \(x), \(y)")
    }
  }

  /// Of `and`, the one corner whose target is 1 is at the top right.
  @Test func theCornersOfAGateAreInTheirPlaces() throws {
    let drawing = try #require(Self.knownGate(.and).gateDrawings.first)
    let dots = drawing.elements.compactMap { element -> (place: Point, fill: Paint?)? in
      if case .circle(let place, _, let style) = element { (place, style.fill) } else { nil }
    }
    #expect(dots.count == 4)
    let top = try #require(dots.first { $0.fill == .series(1) })
    #expect(dots.allSatisfy { $0.place.x <= top.place.x && $0.place.y >= top.place.y })
    #expect(dots.count { $0.fill == .series(0) } == 3)
  }

  /// A network that tells the upper half of the plane from the lower one.
  private static var halves: Classifier {
    let network = Sequential(
      Linear(weight: Tensor(rows: [[0, 0], [-5, 5]]), bias: nil))
    let points = Dataset<Int>(
      inputs: [0, -1, 0, 1], shape: [2], targets: [0, 1], classNames: ["lower", "upper"])
    return Classifier(
      network, training: points, heldOut: points, TrainingOptions(), TaskStreams(seed: 1))
  }

  @Test func aDecisionSurfaceHasItsClassesWhereTheyAre() {
    let surface = DecisionSurface(of: Self.halves, x: -1...1, y: -2...2)
    let count = DecisionSurface.resolution
    for row in [0, 50, 60, count - 1] {
      let y = -2 + 4 * Double(row) / Double(count - 1)
      let upper = Double(surface.probabilities[2 * (row * count + 7) + 1])
      #expect(abs(upper - 1 / (1 + exp(-10 * y))) < 1e-5, "row \(row)")
    }
    let (top, bottom) = (surface.image[3, 0], surface.image[3, count - 1])
    let colors = [0, 1].map {
      Theme.light.color(of: .series($0)).mixed(with: Color(255, 255, 255), 0.5)
    }
    #expect(bottom == colors[0] && top == colors[1])
  }

  private static let verdicts = Verdicts(
    classNames: ["a", "b", "c"], labels: [0, 0, 1, 1, 2, 2, 2], choices: [0, 1, 1, 0, 0, 2, 1],
    confidences: [0.99, 0.6, 0.5, 0.9, 0.6, 0.8, 0.95], areHeldOut: true)

  @Test func confusionIsCountedByRow() {
    #expect(Self.verdicts.confusion == [[1, 1, 0], [1, 1, 0], [1, 1, 1]])
  }

  @Test func mistakesComeSurestFirst() {
    #expect(Self.verdicts.mistakes(10) == [6, 3, 1, 4])
    #expect(Self.verdicts.mistakes(2) == [6, 3])
  }

  /// One unit of two that has its weight at the top right pixel.
  @Test func weightsAreImagesOfTheirUnits() throws {
    let layer = Linear(weight: Tensor(rows: [[0, 1], [2, 1], [0, 1], [0, 1]]), bias: nil)
    let images = Dataset<Int>(
      inputs: [0, 0, 0, 0], shape: [1, 2, 2], targets: [0], classNames: ["a", "b"])
    let classifier = Classifier(
      Sequential(Flatten(), layer), training: images, heldOut: images, TrainingOptions(),
      TaskStreams(seed: 1))
    let image = try #require(classifier.weightImages(of: layer, count: 1).first)
    #expect(image[1, 0] == Self.red)
    #expect([image[0, 0], image[0, 1], image[1, 1]].allSatisfy { $0 == Self.middle })
  }

  @Test func theWidestColumnsVaryMost() {
    #expect(
      widestColumns(Tensor(rows: [[5, 1, 0, 9], [5, -1, 3, 8.5], [5, 1, -3, 9]])) == [1, 2])
  }

  /// Trains a run of the gate xor in a folder of its own.
  private func withRun<Result>(_ body: (RunFolder) throws -> Result) throws -> Result {
    try withTemporaryFolder { path in
      var request = TaskRequest(task: "gates")
      request.assignments = [.init("gate", "xor"), .init("epochs", "20")]
      let run = try PreparedRun<SupervisedTraining<Gates>>(
        TaskRun(request), with: Self.nowhere)
      let folder = try RunFolder.create(at: path + "/run")
      let session = try RunSession.begin(run, run.blank, in: folder)
      _ = try session.train {
        false
      } watch: { _, _, _ in
      }
      _ = try session.finish()
      return try body(folder)
    }
  }

  @Test func theReportWritesItsPicturesAsFiles() throws {
    try withRun { folder in
      let page = try Report([folder], of: Toolkit(data: Self.nowhere)).page()
      #expect(page.learned.map(\.name) == ["gates"])
      #expect(page.text.contains("What was learned"))
      try folder.write(page.learned, step: nil)
      let path = folder.pictures.path
      #expect(FilePlace(path).names.sorted() == ["gates.png", "gates.svg"])
      #expect(try readFile("\(path)/gates.png").starts(with: [0x89, 0x50, 0x4e, 0x47]))
      #expect(try readFile("\(path)/gates.svg").starts(with: Array("<svg".utf8)))
      // Again, over what is there.
      try folder.write(page.learned, step: nil)
      #expect(FilePlace(path).names.count == 2)
    }
  }

  @Test func picturesThatCannotBeWrittenSayWhy() throws {
    try withRun { folder in
      let page = try Report([folder], of: Toolkit(data: Self.nowhere)).page()
      try Data().write(to: URL(filePath: folder.pictures.path))
      #expect(throws: FileError.self) { try folder.write(page.learned, step: nil) }
    }
  }

  /// A run of MNIST as it is where the data are not.
  @Test func withoutTheDataTheReportSaysSo() throws {
    try withTemporaryFolder { path in
      var run = try TaskRun(TaskRequest(task: "mnist"))
      run.data = "0"
      let folder = try RunFolder.create(at: path + "/run")
      try run.write(to: folder)
      let files = [
        (folder.metricsFile.path, "epoch,update,training.cost,evaluation.cost,hash\n0,0,,2.3,\n"),
        (folder.timingFile.path, "seconds,update,epoch\n"),
        (
          folder.resultFile.path,
          #"{"epochs":1,"evaluation":{"cost":1},"examples":9,"parameters":3,"trainSeconds":1,"#
            + #""updates":1}"#
        ),
      ]
      for (path, text) in files { try writeDurably(Array(text.utf8), to: path) }
      let page = try Report([folder], of: Toolkit(data: Self.nowhere)).page()
      #expect(page.text.contains("It cannot be shown: ") && page.learned.isEmpty)
    }
  }
}

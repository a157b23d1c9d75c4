import RLFigures
import RLNet
import RLSupervised

extension CSVTask: PicturedTask {
  func pictures(of history: TaskHistory) throws -> [Picture] {
    switch model {
    case let classifier as Classifier: classifier.tablePictures
    case let regressor as Regressor:
      [regressor.comparison(with: try history.configuration(of: CSVTask.self).target)]
    default: []
    }
  }
}

extension Classifier {
  /// How many classes a confusion matrix can show.
  private static let shownClasses = 40

  fileprivate var tablePictures: [Picture] {
    let verdicts = Verdicts(of: self)
    let isSmall = verdicts.classNames.count <= Self.shownClasses
    return decisionPictures() + (isSmall ? [verdicts.confusionPicture] : [])
  }
}

extension Regressor {
  /// Predictions against what they should be.
  fileprivate func comparison(with target: String) -> Picture {
    let parts = [("training", training, 1), ("held-out", heldOut, 2)].filter { $0.1.count > 0 }
    var chart = LineChart(xLabel: "in the table", yLabel: "predicted", size: ChartSize(400, 340))
    for (name, examples, color) in parts {
      let batch = examples[0..<min(examples.count, shownExamples)].batch
      chart.series.append(
        .init(
          name, x: batch.targets.map(Double.init),
          y: predictions(batch.inputs).elements.map(Double.init), look: .dots, color: color))
    }
    if let ends = ClosedRange(ofFinite: chart.series.flatMap(\.x)) {
      let line = [ends.lowerBound, ends.upperBound]
      chart.series.append(.init("equal", x: line, y: line, look: .dashed, color: 3))
    }
    let isCut = parts.contains { $0.1.count > shownExamples }
    return Picture(
      "predictions", title: "Predicted and true",
      caption:
        "Each row's \(target == "last" ? "target" : "'\(target)'") and what is predicted for "
        + "it; on the line they agree."
        + (isCut ? " Of each kind of rows, \(shownExamples) are drawn." : ""),
      chart.drawing().withDotsBelow)
  }
}

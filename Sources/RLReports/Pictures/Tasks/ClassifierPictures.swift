import RLFigures
import RLNet
import RLRuns
import RLState
import RLSupervised

extension ClassificationTask {
  func pictures(of history: TaskHistory) -> [Picture] {
    let verdicts = Verdicts(of: classifier)
    return classifier.decisionPictures() + [verdicts.confusionPicture]
      + verdicts.mistakePictures(images: classifier.tested) + classifier.weightPictures()
  }
}

extension Moons: PicturedTask {}
extension Iris: PicturedTask {}
extension BreastCancer: PicturedTask {}
extension Digits: PicturedTask {}
extension MNIST: PicturedTask {}
extension FashionMNIST: PicturedTask {}
extension CIFAR10: PicturedTask {}

extension Classifier {
  /// What it is tested on.
  var tested: Dataset<Int> { heldOut.count > 0 ? heldOut : training }
}

/// What a classifier says to the examples that it is tested on.
package struct Verdicts: Sendable {
  package var classNames: [String]
  /// The class of each example.
  package var labels: [Int]
  /// The class that it is taken for.
  package var choices: [Int]
  /// The probability of that class.
  package var confidences: [Float]
  /// Whether training has not seen the examples.
  package var areHeldOut: Bool

  package init(
    classNames: [String], labels: [Int], choices: [Int], confidences: [Float], areHeldOut: Bool
  ) {
    self.classNames = classNames
    self.labels = labels
    self.choices = choices
    self.confidences = confidences
    self.areHeldOut = areHeldOut
  }

  init(of classifier: Classifier) {
    let examples = classifier.tested
    self.init(
      classNames: examples.classNames, labels: examples.targets, choices: [], confidences: [],
      areHeldOut: classifier.heldOut.count > 0)
    for batch in examples.batches(of: 250) {
      let logits = classifier.network(batch.inputs)
      choices += logits.argmax()
      confidences += logits.softmax().max(axis: 1).elements
    }
  }

  /// How often each class, by row, was taken for each, by column.
  package var confusion: [[Int]] {
    var counts = classNames.map { _ in classNames.map { _ in 0 } }
    for (label, choice) in zip(labels, choices) { counts[label][choice] += 1 }
    return counts
  }

  /// The wrong ones that the network is surest of, the surest first; equally sure ones in their order.
  package func mistakes(_ count: Int) -> [Int] {
    let wrong = labels.indices.filter { labels[$0] != choices[$0] }
    return Array(
      wrong.sorted { first, second in
        confidences[first] == confidences[second]
          ? first < second : confidences[first] > confidences[second]
      }.prefix(count))
  }

  /// `held-out examples`, or what else it is tested on.
  private var kind: String { areHeldOut ? "held-out examples" : "training examples" }

  var confusionPicture: Picture {
    let wrong = zip(labels, choices).count { $0 != $1 }
    return Picture(
      "confusion", title: "Confusion matrix",
      caption: """
        How often each class (rows) was taken for each (columns), of \(grouped(labels.count)) \
        \(kind): \(grouped(wrong)) wrong. Colours are stronger for a larger share of the row; \
        blue is right, orange wrong.
        """, ConfusionMatrix(names: classNames, counts: confusion).drawing())
  }

  /// Those of images that are wrong although the network is sure.
  func mistakePictures(images: Dataset<Int>) -> [Picture] {
    let mistakes = mistakes(24)
    guard images.inputShape.rank == 3, !mistakes.isEmpty else { return [] }
    let pixels = images.pixels(at: mistakes)
    let zoom = 72 / Double(images.inputShape[1])
    let tiles = zip(mistakes, pixels).map { mistake, image in
      CaptionedImage(
        image: image, zoom: zoom,
        lines: lines(
          truth: classNames[labels[mistake]], said: classNames[choices[mistake]],
          Double(confidences[mistake]))
      ).drawing(width: 94)
    }
    let wrong = zip(labels, choices).count { $0 != $1 }
    return [
      Picture(
        "mistakes", title: "Mistakes",
        caption: """
          \(mistakes.count == wrong ? "All \(wrong) mistakes" : "Of \(grouped(wrong)) mistakes, the \(mistakes.count) that the network is surest of"), \
          among \(grouped(labels.count)) \(kind): the class, the one it was taken for, and the \
          network's probability of that.
          """, Panels(tiles, columns: 4, gap: 2).drawing())
    ]
  }

  private func lines(truth: String, said: String, _ confidence: Double) -> [String] {
    let share = percentage(confidence)
    return truth.count + said.count <= 4
      ? ["true \(truth)", "said \(said) (\(share))"] : ["true \(truth)", "said \(said)", share]
  }
}

/// `98 %`; what is not 1 is never written as all of it.
func percentage(_ share: Double) -> String {
  let whole = (100 * share).rounded()
  return whole >= 100 && share < 1 ? "> 99 %" : "\(Int(clamped: whole)) %"
}

extension Dataset {
  /// Images of some examples, `[1 or 3, height, width]`, before they were shifted and scaled.
  func pixels(at positions: some Collection<Int>) -> [PixelImage] {
    let inputs = unnormalized.batch(positions).inputs.elements
    // Pixels are from 0 to 1, or from 0 to a larger number, such as 16.
    let largest = max(inputs.max() ?? 1, 1)
    return PixelImage.images(
      inputs.map { $0 / largest }, count: positions.count, channels: inputShape[0],
      height: inputShape[1], width: inputShape[2])
  }
}

import RLSupervised
import Testing

struct MetricTextTests {
  @Test func sharesAreToldInPercent() {
    #expect(Metric("accuracy", share: 0.98876).text == "98.88 %")
    #expect(Metric.text(0.98876, named: "accuracy") == "98.88 %")
    #expect(Metric("cost", 0.98876).text == "0.9888")
    #expect(Metric.text(0.98876, named: "cost") == "0.9888")
  }

  @Test(arguments: [
    ("accuracy", "accuracy"), ("r2", "R²"), ("judgeAccuracy", "judge's accuracy"), ("xor", "xor"),
    ("testRecognised", "test images recognised"), ("rarest", "rarest digit"),
    ("someNewName", "some new name"),
  ])
  func namesAreWords(_ name: String, _ title: String) {
    #expect(Metric.title(name) == title)
  }

  /// A report knows of a metric by its name alone what the metric itself says.
  @Test func namesTellWhichAreShares() throws {
    func check<T: SupervisedTask>(_ task: T.Type, _ configuration: T.Configuration) throws {
      let training = try SupervisedTraining<T>(configuration, seed: 1)
      for metric in training.task.evaluate() {
        #expect(Metric.isShare(metric.name) == metric.isShare, "\(T.name) \(metric.name)")
      }
    }
    try check(Iris.self, .init())
    try check(Moons.self, .init())
    try check(Regression.self, .init())
    try check(Composite.self, .init())
    try check(Gates.self, .init())
    try check(Digits.self, .init())
  }
}

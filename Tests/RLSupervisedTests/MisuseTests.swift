import RLRandom
import RLSupervised
import TestSupport
import Testing

/// A programmer's mistakes stop with the values in the message.
struct MisuseTests {
  @Test func inputsThatDoNotFitTheirShapeStop() async {
    expectStop(
      saying: "3 elements do not make 2 inputs of the shape [2], one for each target",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset(inputs: [1, 2, 3], shape: [2], targets: [0, 1])
      })
    expectStop(
      saying: "2 means do not divide an input of the shape [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        let normalization = Normalization(means: [1, 2], standardDeviations: [1, 2])
        _ = Dataset(inputs: [1, 2, 3], shape: [3], targets: [0]).normalized(by: normalization)
      })
  }

  @Test func examplesThatAreNotThereStop() async {
    expectStop(
      saying: "a dataset of 150 examples has no example 150",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset.iris.batch([150])
      })
    expectStop(
      saying: "of 150 examples, 151 cannot be held out",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset.iris.split(heldOut: 151, seed: 0)
      })
    expectStop(
      saying: "a batch has at least 1 example, not 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Dataset.iris.batches(of: 0)
      })
  }

  @Test func statisticsThatDivideByNothingStop() async {
    expectStop(
      saying: "as many means as positive standard deviations, at least 1, not [1.0] and [0.0]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Normalization(means: [1], standardDeviations: [0])
      })
    expectStop(
      saying: "no examples have no statistics",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Normalization(of: Dataset.iris.prefix(0), per: .all)
      })
  }
}

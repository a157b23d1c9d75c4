import RLNet
import RLRandom
import RLSupervised
import TestSupport
import Testing

/// Batches, parts and statistics of datasets.
struct DatasetTests {
  private func numbered(_ count: Int) -> Dataset<Int> {
    Dataset(
      inputs: (0..<2 * count).map(Float.init), shape: [2], targets: Array(0..<count))
  }

  @Test func batchesInOrder() {
    let batches = Array(numbered(5).batches(of: 2))
    #expect(batches.map(\.labels) == [[0, 1], [2, 3], [4]])
    #expect(batches[1].inputs == Tensor(rows: [[4, 5], [6, 7]]))
    #expect(batches[2].inputs.shape == [1, 2])
  }

  @Test func shuffledBatchesFollowNumPysPermutation() throws {
    for split in try Fixture.load("splits", as: [Split].self) {
      var generator = PCG64(seed: split.seed)
      let data = numbered(split.count)
      let batches = data.batches(of: 4, shuffledBy: &generator)
      let all = Array(batches)
      #expect(all.flatMap(\.labels) == split.order)
      #expect(
        all.flatMap(\.inputs.elements)
          == split.order.flatMap { [Float(2 * $0), Float(2 * $0 + 1)] })
      #expect(all.count == batches.count && all.count == (split.count + 3) / 4)
      // The stream went on: the next pass has another order.
      if split.count > 4 {
        #expect(data.batches(of: 4, shuffledBy: &generator).flatMap(\.labels) != split.order)
      }
      generator = PCG64(seed: split.seed)
      let whole = data.batches(of: 4, shuffledBy: &generator, droppingLast: true)
      #expect(whole.flatMap(\.labels) == Array(split.order.prefix(split.count / 4 * 4)))
    }
  }

  @Test func partsFollowTheSeed() throws {
    for split in try Fixture.load("splits", as: [Split].self) {
      let heldOut = split.count / 4
      let parts = numbered(split.count).split(heldOut: heldOut, seed: split.seed)
      #expect(parts.heldOut.targets == Array(split.order.prefix(heldOut)))
      #expect(parts.training.targets == Array(split.order.dropFirst(heldOut)))
      let again = numbered(split.count).split(heldOutFraction: 0.25, seed: split.seed)
      #expect(again.heldOut.count == Int((0.25 * Double(split.count)).rounded()))
    }
    // Parts of parts.
    let part = numbered(10)[[7, 1, 5]][[2, 0]]
    #expect(part.targets == [5, 7])
    #expect(part.batch.inputs == Tensor(rows: [[10, 11], [14, 15]]))
    #expect(numbered(3).prefix(2).targets == [0, 1])
  }

  @Test func pixelsBecomeFloatsInTheBatch() {
    let data = Dataset(pixels: [0, 51, 255, 128], shape: [1, 1, 2], targets: [1, 0])
    #expect(data.batch.inputs == Tensor([0, 51 / 255, 1, 128 / 255], shape: [2, 1, 1, 2]))
    let normalization = Normalization(means: [0.1307], standardDeviations: [0.3081])
    let expected = [0, 51 / 255, 1, 128 / 255].map { ($0 - 0.1307) / 0.3081 as Float }
    #expect(data.normalized(by: normalization).batch.inputs.elements == expected)
  }

  @Test func statisticsOfPixelsAreNumPys() throws {
    let expected = try Fixture.load("pixels", as: Pixels.self)
    let data = Dataset(
      pixels: expected.images, shape: [2, 3, 4], targets: [0, 1, 2, 3, 4])[0..<3]
    let all = Normalization(of: data, per: .all)
    #expect(all.means == [Float(expected.mean)])
    #expect(all.standardDeviations == [Float(expected.deviation)])
    let channel = Normalization(of: data, per: .channel)
    #expect(channel.means == expected.channelMeans.map { Float($0) })
    #expect(channel.standardDeviations == expected.channelDeviations.map { Float($0) })
    let feature = Normalization(of: data, per: .feature)
    #expect(feature.means == expected.featureMeans.map { Float($0) })
    // Whatever the groups, each element meets its own.
    for normalization in [all, channel, feature] {
      let groupSize = 24 / normalization.means.count
      let inputs = data.normalized(by: normalization).batch([2]).inputs.elements
      for i in 0..<24 {
        let raw = Float(expected.images[48 + i]) / 255
        let group = i / groupSize
        #expect(
          inputs[i] == (raw - normalization.means[group]) / normalization.standardDeviations[group])
      }
    }
  }

  @Test func whatIsConstantStaysFinite() {
    let data = Dataset(inputs: [5, 1, 5, 3], shape: [2], targets: [0, 1])
    let normalization = Normalization(of: data, per: .feature)
    #expect(normalization.standardDeviations == [1, 1])
    #expect(data.normalized(by: normalization).batch.inputs == Tensor(rows: [[0, -1], [0, 1]]))
  }

  @Test func numbersToPredictMakeAColumn() {
    let batch = Dataset<Float>(inputs: [1, 2], shape: [1], targets: [3, 4]).batch
    #expect(batch.targetTensor == Tensor(rows: [[3], [4]]))
  }

  struct Split: Decodable {
    let seed: UInt64
    let count: Int
    let order: [Int]
  }

  struct Pixels: Decodable {
    let images: [UInt8]
    let mean, deviation: Double
    let channelMeans, channelDeviations, featureMeans: [Double]
  }
}

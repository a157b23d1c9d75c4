import RLNet
import RLRandom
import TestSupport
import Testing

/// Tensors as values, and the messages for operands that do not fit.
struct TensorTests {
  @Test func aCopyIsIndependent() {
    let original = Tensor(rows: [[1, 2], [3, 4]])
    var copy = original
    copy[1, 0] = 7
    #expect(original == Tensor(rows: [[1, 2], [3, 4]]))
    #expect(copy == Tensor(rows: [[1, 2], [7, 4]]))
    let reshaped = copy.reshaped(to: [4])
    copy[0, 0] = 9
    #expect(reshaped == Tensor([1, 2, 7, 4]))
  }

  @Test func descriptionsShowTheNesting() {
    #expect(Tensor(rows: [[1, 2], [3, 4]]).description == "[[1.0, 2.0], [3.0, 4.0]]")
    #expect(Tensor(1.5).description == "1.5")
    #expect(Tensor.zeros([2, 0]).description == "[[], []]")
    #expect(Shape([2, 3]).description == "[2, 3]")
  }

  @Test func equalityIsOfShapesAndNumbers() {
    #expect(Tensor([1, 2]) != Tensor(rows: [[1, 2]]))
    #expect(Tensor([Float.nan]) != Tensor([Float.nan]))
    #expect(Shape([2, 1]) != Shape([2]))
  }

  @Test func numbersStandOnEitherSide() {
    let x = Tensor([1, 2, 4])
    #expect(x + 1 == Tensor([2, 3, 5]) && 1 + x == x + 1)
    #expect(x - 1 == Tensor([0, 1, 3]) && 1 - x == Tensor([0, -1, -3]))
    #expect(x * 2 == Tensor([2, 4, 8]) && 2 * x == x * 2)
    #expect(x / 2 == Tensor([0.5, 1, 2]) && 4 / x == Tensor([4, 2, 1]))
    var y = x
    y += x
    #expect(y == Tensor([2, 4, 8]))
    y -= Tensor([1, 1, 1])
    #expect(y == Tensor([1, 3, 7]))
    y *= x
    #expect(y == Tensor([1, 6, 28]))
    y /= x
    #expect(y == Tensor([1, 3, 7]))
  }

  @Test func masksCompareAndReplace() {
    let x = Tensor(rows: [[1, -2], [0, 4]])
    #expect((x .> 0.0).truths == [true, false, false, true])
    #expect((x .< Tensor([1, 0])).truths == [false, true, true, false])
    #expect((x .> 0.0).inverted().truths == [false, true, true, false])
    #expect(x.replacing(with: 9.0, where: x .< 0.0) == Tensor(rows: [[1, 9], [0, 4]]))
  }

  @Test func extremesAreTheFirstOfEquals() {
    let x = Tensor(rows: [[1, 3, 3], [2, 2, 0]])
    #expect(x.argmax() == [1, 0])
    #expect(x.argmax(axis: 0) == [1, 0, 0])
    #expect(
      valueAndGradient(at: x) { $0.max() }.gradient == Tensor(rows: [[0, 1, 0], [0, 0, 0]]))
    #expect(
      valueAndGradient(at: x) { $0.min() }.gradient == Tensor(rows: [[0, 0, 0], [0, 0, 1]]))
    // Documented of two operands: the second where they are equal.
    let (_, gradient) = valueAndGradient(at: Tensor([1, 2])) { $0.maximum(Tensor([1, 0])).sum() }
    #expect(gradient == Tensor([0, 1]))
  }

  /// Wherever a NaN stands, it is the extreme, and the first one if there are several.
  @Test func extremesAreNaNWhereThereIsOne() {
    let x = Tensor(rows: [[1, .nan, 3], [.nan, 2, .nan], [4, 5, 6], [9, 1, .nan]])
    #expect(x.argmax() == [1, 0, 2, 2])
    #expect(x.max().item.isNaN && x.min().item.isNaN)
    for extreme in [x.max(axis: 1), x.min(axis: -1)] {
      #expect(extreme.elements.map(\.isNaN) == [true, true, false, true])
    }
    let (_, slope) = valueAndGradient(at: x) { $0.max(axis: 1).sum() }
    #expect(slope == Tensor(rows: [[0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1]]))
  }

  @Test func emptyTensorsWork() {
    let empty = Tensor.zeros([0, 3])
    #expect(empty.sum() == Tensor(0))
    #expect(empty.sum(axis: 0) == .zeros([3]))
    #expect((empty + Tensor([1, 2, 3])).shape == [0, 3])
    #expect(empty.matmul(.ones([3, 2])).shape == [0, 2])
    #expect(Tensor.zeros([2, 0]).matmul(.zeros([0, 3])) == .zeros([2, 3]))
    #expect(empty.softmax().shape == [0, 3])
    let layer = Linear(weight: .ones([3, 2]), bias: .zeros([2]))
    #expect(valueAndGradient(at: empty) { layer($0).sum() }.gradient == empty)
  }

  @Test func shapesThatDoNotFitStop() async {
    expectStop(
      saying: "shapes [2, 3] and [2] do not fit an element-wise operation",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]) + Tensor.zeros([2])
      })
    expectStop(
      saying: "shapes [2, 3] and [2, 3] do not fit a matrix product",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).matmul(.zeros([2, 3]))
      })
    expectStop(
      saying:
        "an input of shape [5, 3] does not fit a weight of shape [4, 2] and a bias of shape [2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Linear(weight: .zeros([4, 2]), bias: .zeros([2]))(.zeros([5, 3]))
      })
    expectStop(
      saying: "6 elements of shape [2, 3] do not fill the shape [4]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).reshaped(to: [4])
      })
    expectStop(
      saying: "shapes [2, 3] and [2, 4] do not join along axis 0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.concatenate([.zeros([2, 3]), .zeros([2, 4])])
      })
    expectStop(
      saying: "a tensor of shape [2, 3] cannot be broadcast to [3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).broadcast(to: [3])
      })
    expectStop(
      saying: "shape [2, 3] has no axis 2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 3]).sum(axis: 2)
      })
    expectStop(
      saying: "a shape has at most 4 axes with sizes of 0 or more, not [1, 1, 1, 1, 1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 1, 1, 1, 1])
      })
    expectStop(
      saying: "a shape has at most 4 axes with sizes of 0 or more, not [2, -1]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, -1])
      })
    expectStop(
      saying: "sizes of 0 or more, whose product is an Int, make a shape, not (4294967296,",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Shape([1 << 32, 1 << 32])
      })
    expectStop(
      saying: "sizes of 0 or more, whose product is an Int, make a shape, not (-3, 2, 1, 1)",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var generator = PCG64(seed: 1)
        _ = Linear(-3, 2, using: &generator)
      })
  }
}

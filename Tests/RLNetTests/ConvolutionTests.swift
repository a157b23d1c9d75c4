import RLNet
import RLRandom
import TestSupport
import Testing

/// Convolutions, pooling and upsampling against PyTorch and central differences, on any number of
/// threads.
struct ConvolutionTests {
  @Test(arguments: ["convolutions", "pooling"])
  func valuesAndGradientsArePyTorchs(_ file: String) throws {
    let cases = try Fixture.load(file, as: ImageFile.self).cases
    #expect(cases.count > 20)
    for test in cases {
      let function = try operation(test)
      var inputs = test.inputs.map(\.tensor)
      let upstream = test.upstream.tensor
      expectClose(function(inputs), test.output, test.label)
      let (_, gradients) = valueAndGradient(at: &inputs) { (function($0) * upstream).sum() }
      #expect(gradients.count == test.gradients.count)
      for (position, (found, expected)) in zip(gradients, test.gradients).enumerated() {
        expectClose(found, expected, "gradient \(position) of \(test.label)")
      }
    }
  }

  @Test func gradientsAreCentralDifferences() {
    let seed = Seeds.fresh("central differences, images")
    var generator = PCG64(seed: seed)
    func size(_ range: Range<Int>) -> Int { generator.integer(in: range) }
    func sizes(_ range: Range<Int>) -> ImageSize { ImageSize(size(range), size(range)) }
    func normal(_ sizes: Int...) -> Tensor { .normal(shape: Shape(sizes), using: &generator) }
    for _ in 0..<4 {
      let (batch, inputs, outputs) = (size(1..<3), size(1..<3), size(1..<3))
      let (kernel, stride, padding) = (sizes(1..<4), sizes(1..<3), sizes(0..<2))
      let dilation = sizes(1..<3)
      let image = ImageSize(
        (kernel.height - 1) * dilation.height + size(1..<4),
        (kernel.width - 1) * dilation.width + size(1..<4))
      let x = normal(batch, inputs, image.height, image.width)
      let label =
        "kernel \(kernel), stride \(stride), padding \(padding), dilation \(dilation), "
        + "seed \(seed)"
      let weight = normal(outputs, inputs, kernel.height, kernel.width)
      check([x, weight, normal(outputs)], "conv2D, \(label)", &generator) {
        $0[0].conv2D($0[1], $0[2], stride: stride, padding: padding, dilation: dilation)
      }
      let turned = normal(inputs, outputs, kernel.height, kernel.width)
      check([x, turned, normal(outputs)], "convTranspose2D, \(label)", &generator) {
        $0[0].convTranspose2D($0[1], $0[2], stride: stride, dilation: dilation)
      }
      check([x], "meanPool2D, \(label)", &generator) { $0[0].meanPool2D(kernel, stride: stride) }
      check([x], "upsample2D, \(label)", &generator) { $0[0].upsample2D(kernel, .bilinear) }
    }
  }

  /// Strips, groups of images and threads: sizes of which each has several.
  @Test func resultsAreTheSameOnAnyNumberOfThreads() {
    var generator = PCG64(seed: 3)
    let convolution = Conv2D(3, 5, kernel: 3, padding: 1, using: &generator)
    let transposed = ConvTranspose2D(5, 2, kernel: 4, stride: 2, padding: 1, using: &generator)
    let x = Tensor.normal(shape: [19, 3, 60, 62], using: &generator)
    func results() -> [Float] {
      var model = Both(first: convolution, second: transposed)
      var input = x
      let y = model.first(x)
      let (_, gradients) = valueAndGradient(at: &model, &input) { model, x in
        (model.second(model.first(x).maxPool2D(2)).meanPool2D(3, stride: 2)).squared().sum()
      }
      return y.elements + gradients.0.numbers + gradients.1.elements
    }
    let one = withThreads(1) { results() }
    for threads in [2, 3, 7] {
      expectBits(withThreads(threads) { results() }, one, "\(threads) threads")
    }
  }

  /// PyTorch's default: uniform in ±1/√(inputs · kernelHeight · kernelWidth).
  @Test func layersAreDrawnAsPyTorchs() {
    var generator = PCG64(seed: 4)
    let layer = Conv2D(8, 40, kernel: 5, untiedBias: ImageSize(6, 7), using: &generator)
    #expect(layer.weight.shape == [40, 8, 5, 5])
    #expect(layer.bias?.shape == [40, 6, 7])
    let bound = 1 / Float(200).squareRoot()
    for tensor in layer.tensors {
      #expect(tensor.elements.allSatisfy { abs($0) <= bound })
      #expect((tensor.elements.max() ?? 0) > 0.98 * bound)
      #expect((tensor.elements.min() ?? 0) < -0.98 * bound)
    }
    #expect(layer.namedTensors.map(\.name) == ["weight", "bias"])
    // There the fan-in is outputs · kernelHeight · kernelWidth.
    let turned = ConvTranspose2D(8, 40, kernel: 5, using: &generator)
    #expect(turned.weight.shape == [8, 40, 5, 5])
    #expect(turned.bias?.shape == [40])
    let turnedBound = 1 / Float(1_000).squareRoot()
    #expect(turned.numbers.allSatisfy { abs($0) <= turnedBound })
    #expect((turned.numbers.max() ?? 0) > 0.98 * turnedBound)
    #expect(Conv2D(1, 2, kernel: 3, bias: nil, using: &generator).parameterCount == 18)
  }

  @Test func batchesWithoutImagesHaveZeroGradients() {
    var generator = PCG64(seed: 5)
    var layer = Conv2D(2, 3, kernel: 3, using: &generator)
    let empty = Tensor.zeros([0, 2, 5, 5])
    #expect(layer(empty).shape == [0, 3, 3, 3])
    #expect(empty.maxPool2D(2).shape == [0, 2, 2, 2])
    let (value, gradient) = valueAndGradient(at: &layer) { $0(empty).sum() }
    #expect(value == 0)
    #expect(gradient.numbers.allSatisfy { $0 == 0 })
  }

  @Test func mistakesStop() async {
    expectStop(
      saying: "a kernel of 3×4 with dilation 2×1 does not fit images of shape [1, 2, 4, 9] with "
        + "padding 0×0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 2, 4, 9]).conv2D(.zeros([1, 2, 3, 4]), dilation: ImageSize(2, 1))
      })
    expectStop(
      saying:
        "images of shape [1, 2, 4, 4] do not fit a convolution's weight of shape [2, 1, 3, 3]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 2, 4, 4]).conv2D(.zeros([2, 1, 3, 3]))
      })
    expectStop(
      saying: "a bias of shape [4] does not fit 3 channels of 2×2 pixels: it is [3] or [3, 2, 2]",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 2, 4, 4]).conv2D(.zeros([3, 2, 3, 3]), .zeros([4]))
      })
    expectStop(
      saying: "an output padding of 2×2 is not from 0 to below the stride of 2×2",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([1, 2, 4, 4])
          .convTranspose2D(.zeros([2, 1, 3, 3]), stride: 2, outputPadding: 2)
      })
    expectStop(
      saying: "windows of 5×5 do not fit images of shape [2, 4, 4] with padding 0×0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 4, 4]).maxPool2D(5)
      })
    expectStop(
      saying: "the padding from 0 to half a window",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 4, 4]).meanPool2D(2, padding: 2)
      })
    expectStop(
      saying: "by factors of 1 or more, not those of shape [2, 2] by 0×0",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = Tensor.zeros([2, 2]).upsample2D(0)
      })
  }
}

private struct Both: Module {
  var first: Conv2D
  var second: ConvTranspose2D

  mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("first", &first)
    visitor.visit("second", &second)
  }
}

private struct ImageFile: Decodable {
  let cases: [ImageCase]
}

/// An operation on images: its result, and the product of `upstream` with its Jacobian.
private struct ImageCase: Decodable {
  struct Parameters: Decodable {
    let kernel, stride, padding, dilation, outputPadding, factor: [Int]?
  }

  let name: String
  let inputs: [Reference]
  let parameters: Parameters
  let upstream: Reference
  let output: Reference
  let gradients: [Reference]

  var label: String { "\(name) of \(inputs.map(\.shape)), \(parameters)" }
}

/// The operation that a case is about.
private func operation(_ test: ImageCase) throws -> ([Tensor]) -> Tensor {
  let given = test.parameters
  func size(_ numbers: [Int]?) throws -> ImageSize {
    let numbers = try #require(numbers)
    return ImageSize(numbers[0], numbers[1])
  }
  switch test.name {
  case "upsample_nearest", "upsample_bilinear":
    let factor = try size(given.factor)
    let method = test.name == "upsample_nearest" ? Upsampling.nearest : .bilinear
    return { Upsample2D(factor, method)($0[0]) }
  case "max_pool2d":
    let (kernel, stride) = (try size(given.kernel), try size(given.stride))
    let padding = try size(given.padding)
    return { MaxPool2D(kernel, stride: stride, padding: padding)($0[0]) }
  case "avg_pool2d":
    let (kernel, stride) = (try size(given.kernel), try size(given.stride))
    let padding = try size(given.padding)
    return { MeanPool2D(kernel, stride: stride, padding: padding)($0[0]) }
  case "conv2d":
    let (stride, dilation) = (try size(given.stride), try size(given.dilation))
    let padding = try size(given.padding)
    return {
      Conv2D(
        weight: $0[1], bias: $0.count > 2 ? $0[2] : nil, stride: stride, padding: padding,
        dilation: dilation)($0[0])
    }
  case "conv_transpose2d":
    let (stride, dilation) = (try size(given.stride), try size(given.dilation))
    let (padding, extra) = (try size(given.padding), try size(given.outputPadding))
    return {
      ConvTranspose2D(
        weight: $0[1], bias: $0.count > 2 ? $0[2] : nil, stride: stride, padding: padding,
        outputPadding: extra, dilation: dilation)($0[0])
    }
  default: throw UnknownName(name: test.name)
  }
}

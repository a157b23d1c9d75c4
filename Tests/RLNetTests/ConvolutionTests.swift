import RLNet
import RLRandom
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

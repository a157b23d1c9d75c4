import RLFigures
import Testing

struct TickTests {
  /// Worked by hand: multiples of 1, 2 or 5 times a power of ten within the range.
  @Test(arguments: [
    (0.0, 1.0, 5, "0 0.2 0.4 0.6 0.8 1"),
    (0.0, 0.35, 4, "0 0.1 0.2 0.3"),
    (-1.0, 1.0, 4, "−1 −0.5 0 0.5 1"),
    (0.0, 50_000, 5, "0 10k 20k 30k 40k 50k"),
    (0.0, 2_000_000, 4, "0 500k 1M 1.5M 2M"),
    (0.0, 5000, 5, "0 1000 2000 3000 4000 5000"),
    (0.0, 4e-5, 4, "0 1e−5 2e−5 3e−5 4e−5"),
    (0.0, 0.0015, 3, "0 0.0005 0.001 0.0015"),
    (0.0, 3e12, 3, "0 1e12 2e12 3e12"),
    (999_000.0, 1_001_000, 4, "999k 999.5k 1M 1.0005M 1.001M"),
    (3.0, 3.00004, 4, "3 3.00001 3.00002 3.00003 3.00004"),
    (-0.3, 0.1, 5, "−0.3 −0.2 −0.1 0 0.1"),
    (13.0, 87.0, 1, ""),
  ])
  func linear(lower: Double, upper: Double, count: Int, expected: String) {
    let ticks = Axis(.linear, lower, upper).ticks(count)
    #expect(ticks.map(\.text).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    (1.0, 1000.0, 10, "1 10 100 1000"),
    (1.0, 60.0, 6, "1 2 5 10 20 50"),
    (1.0, 60.0, 4, "1 10"),
    (1.0, 1e6, 7, "1 10 100 1k 10k 100k 1M"),
    (1e-6, 1.0, 7, "1e−6 1e−5 1e−4 0.001 0.01 0.1 1"),
    (1e-6, 1.0, 4, "1e−6 1e−4 0.01 1"),
    (2.0, 4.0, 4, "2 2.5 3 3.5 4"),
  ])
  func logarithmic(lower: Double, upper: Double, count: Int, expected: String) {
    let ticks = Axis(.logarithmic, lower, upper).ticks(count)
    #expect(ticks.map(\.text).joined(separator: " ") == expected)
  }

  @Test func ticksAreExactDecimals() {
    let ticks = Axis(.linear, 0, 1).ticks(10)
    #expect(ticks.map(\.value) == [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])
  }

  @Test(arguments: [
    (475.0, "475"), (0.6931471, "0.693"), (12345.0, "12.3k"), (1234.4, "1234"), (-0.0, "0"),
    (-2.5, "−2.5"), (1e-7, "1e−7"), (2.5e12, "2.5e12"), (.infinity, "∞"), (.nan, "NaN"),
    (9999.7, "10k"), (999.96, "1000"), (0.99999, "1"),
  ])
  func numbers(value: Double, expected: String) {
    #expect(numberText(value) == expected)
  }
}

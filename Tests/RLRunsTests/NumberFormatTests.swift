import RLRandom
import RLRuns
import Testing

struct NumberFormatTests {
  @Test(arguments: [
    (0.0, "0", "0"), (500, "500", "500"), (-3, "-3", "-3"), (1234.56, "1235", "1235"),
    (143.21, "143.2", "143.2"), (-14.3, "-14.30", "-14.3"), (1.5, "1.500", "1.5"),
    (0.7, "0.7000", "0.7"), (0.98765, "0.9877", "0.9877"), (0.05, "0.0500", "0.05"),
    (0.012345, "0.0123", "0.0123"), (0.0012345, "0.00123", "0.00123"),
    (-0.00012345, "-0.000123", "-0.000123"), (0.0001, "0.000100", "0.0001"),
    (0.000012345, "1.23e-05", "1.23e-05"), (-1e-5, "-1.00e-05", "-1e-05"),
    (9.999e-6, "1.00e-05", "1e-05"), (9.97e-12, "9.97e-12", "9.97e-12"),
    (5e-120, "5.00e-120", "5e-120"), (1.5e6, "1500000", "1500000"),
    (1_234_567, "1.23e+06", "1.23e+06"), (1.5e9, "1.50e+09", "1.5e+09"),
    (999_999.7, "1.00e+06", "1e+06"), (1e300, "1.00e+300", "1e+300"),
    (.nan, "nan", "nan"), (-.infinity, "-inf", "-inf"),
  ])
  func threeDigitsOrMoreSaySomething(_ value: Double, _ brief: String, _ short: String) {
    #expect(RLRuns.significant(value) == brief)
    #expect(RLRuns.significantTrimmed(value) == short)
  }

  @Test(arguments: [
    (3.1, 2, "3.10"), (0, 2, "0.00"), (500, 2, "500.00"), (0.003, 2, "0.00300"),
    (0.62, 2, "0.620"), (-0.05, 4, "-0.0500"), (12345.678, 2, "12345.7"), (99_999.97, 2, "100000"),
    (1.23e-7, 2, "1.23e-07"), (1.23e7, 2, "12300000"), (.nan, 2, "nan"), (.infinity, 2, "inf"),
  ])
  func decimalsFollowTheDigits(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(RLRuns.withDigits(value, decimals) == text)
  }

  @Test(arguments: [
    (500.0, 0.0, "500.00", "0.00"), (0.73, 0.0819, "0.7300", "0.0819"),
    (-133.45, 2, "-133.45", "2.00"), (0.0042, 0.312, "0.00420", "0.31200"),
    (12345.678, 1234.56, "12345.7", "1234.56"), (400, 0.003, "400.00", "0.00300"),
    (0, 1e-7, "0.00", "1.00e-07"), (.nan, .nan, "nan", "nan"),
  ])
  func aMeanHasTheDecimalsOfItsDeviation(
    _ mean: Double, _ deviation: Double, _ first: String, _ second: String
  ) {
    #expect(RLRuns.withSameDecimals(mean, deviation, atLeast: 2) == (first, second))
  }

  @Test(arguments: [
    (0.00123, "1.230 ms"), (0.12, "0.120 s"), (3.1, "3.10 s"), (12345.678, "12345.7 s"),
    (0, "0 ms"),
  ])
  func durations(_ seconds: Double, _ text: String) { #expect(RLRuns.duration(seconds) == text) }

  @Test(arguments: [
    (12.34, "12.34"), (5, "5"), (35_200.4, "35,200"), (1.25e6, "1.25 M"), (.infinity, "-"),
  ])
  func rates(_ perSecond: Double, _ text: String) { #expect(RLRuns.rate(perSecond) == text) }

  /// Of every magnitude that there is, and of neighbours of powers of ten, where rounding carries.
  @Test func threeToSixDigitsAreSeen() {
    var generator = PCG64(seed: 1)
    var values: [Double] = []
    for power in -300...300 {
      let unit = Double("1e\(power)") ?? 0
      values += [1, 1.005, 9.994, 9.995, 9.9996, 9.999_999_5].map { $0 * unit }
      values += (0..<5).map { _ in (1 + 9 * generator.uniform()) * unit }
    }
    let formats: [(String, (Double) -> String)] = [
      ("significant", RLRuns.significant), ("significantTrimmed", RLRuns.significantTrimmed),
      ("no decimals", { RLRuns.withDigits($0, 0) }), ("two", { RLRuns.withDigits($0, 2) }),
      ("four", { RLRuns.withDigits($0, 4) }),
      ("a mean", { RLRuns.withSameDecimals($0, 12.5, atLeast: 2).mean }),
    ]
    for (name, format) in formats {
      for value in values + values.map(-) {
        let text = format(value)
        let read = Double(text) ?? .nan
        // Half a unit of the third digit is 0.5 % at most.
        #expect(abs(read - value) <= 0.005001 * value.magnitude, "\(name): \(text) of \(value)")
        let digits = text.prefix { $0 != "e" }.filter(\.isNumber).drop { $0 == "0" }
        let isRound = value == value.rounded() && !text.contains(".")
        let seen = isRound ? digits.reversed().drop { $0 == "0" }.count : digits.count
        #expect(seen <= 6, "\(name): \(text) of \(value)")
      }
    }
  }
}

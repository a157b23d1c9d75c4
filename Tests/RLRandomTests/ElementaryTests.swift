import RLRandom
import TestSupport
import Testing

/// The normal distribution's own `exp` and `log` against correctly rounded values.
struct ElementaryTests {
  struct Cases: Decodable { let exp, log: Table }
  struct Table: Decodable {
    let arguments, values: [Hex64]
  }

  private func expect(_ table: Table, within1UlpOf function: (Double) -> Double) {
    #expect(table.arguments.count > 800)
    #expect(table.arguments.count == table.values.count)
    for (argument, value) in zip(table.arguments, table.values) {
      let result = function(argument.double)
      #expect(abs(result - value.double) <= value.double.ulp, "at \(argument.double)")
    }
  }

  @Test func expIsWithin1Ulp() throws {
    expect(try Fixture.load("elementary", as: Cases.self).exp, within1UlpOf: Elementary.exp)
  }

  @Test func logIsWithin1Ulp() throws {
    expect(try Fixture.load("elementary", as: Cases.self).log, within1UlpOf: Elementary.log)
  }
}

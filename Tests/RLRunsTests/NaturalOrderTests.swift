import RLRuns
import Testing

struct NaturalOrderTests {
  @Test func numbersCountInNames() {
    let names = [
      "", "1", "2", "10", "A", "a", "a1", "a01", "a1b", "a2", "run-9-1", "run-9-10", "run-10-1",
      "seed", "seed-1", "seed-2", "seed-10", "seed-18446744073709551616", "ö",
    ]
    for start in names.indices {
      let mixed = Array(names[start...].reversed()) + names[..<start]
      let sorted = mixed.sorted(by: comesBefore)
      #expect(sorted == ["", "1", "2", "10", "A", "a", "a01", "a1", "a1b"] + names[9...])
    }
  }
}

import Foundation
import RLRandom

/// Seeds of random tests: new ones in each run, so that many runs see much. `RLNET_TEST_SEED`
/// repeats a run.
package enum Seeds {
  package static func fresh(_ test: String) -> UInt64 {
    let given = ProcessInfo.processInfo.environment["RLNET_TEST_SEED"].flatMap { UInt64($0) }
    let seed = given ?? .random(in: 0...9_999_999)
    print("\(test): RLNET_TEST_SEED=\(seed)")
    return seed
  }
}

extension PCG64 {
  /// One of the elements.
  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[integer(below: elements.count)]
  }
}

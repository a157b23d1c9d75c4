import Foundation
import Testing

/// A run with an L2 penalty tells it beside its cost.
@Suite struct PenaltyTextTests {
  @Test func thePenaltyIsToldWhereThereIsOne() throws {
    try withTool { tool in
      for (name, l2) in [("with", "0.5"), ("without", "0")] {
        let outcome = try tool(
          "gates --preset xor --epochs 3 --run-dir \(name) --quiet --set l2=\(l2)")
        #expect(outcome.output.contains("\npenalty  ") == (name == "with"), "\(outcome.output)")
        #expect(try tool("report \(name) --quiet").status == 0)
        #expect(try tool.text("\(name)/report.html").contains("L2 penalty") == (name == "with"))
        let metrics = try tool.text("\(name)/metrics.csv").split(separator: "\n")
        #expect(metrics[0] == "epoch,update,training.cost,evaluation.error,hash")
      }
      #expect(try tool.json("without/result.json")["penalty"] == nil)
      let penalty = try #require(try tool.json("with/result.json")["penalty"] as? Double)
      // λ/2·Σw², of the numbers in the file of weights.
      let weights = try tool.data("with/weights.safetensors")
      let header = weights.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
      var sum = 0.0
      for start in stride(from: 8 + header, to: weights.count, by: 4) {
        let bits = weights[start..<start + 4].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        sum += Double(Float(bitPattern: bits)) * Double(Float(bitPattern: bits))
      }
      #expect(abs(penalty - 0.25 * sum) <= 1e-9 * penalty)
      let landscape = try tool("landscape with --size 3 --json --quiet").json()
      #expect(landscape["measure"] as? String == "cost with penalty")
      #expect(try #require(landscape["values"] as? [Double]).allSatisfy { $0 > penalty * 0.1 })
    }
  }
}

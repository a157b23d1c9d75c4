import Testing

@Suite struct BenchTests {
  @Test func casesAndUnits() throws {
    try withTool { tool in
      let outcome = try tool("bench --quick --json --filter 32-32")
      #expect(outcome.status == 0)
      #expect(outcome.errors.hasPrefix("instruction set "))
      let result = try outcome.json()
      #expect(result.keys.sorted() == ["cases"])
      let cases = try #require(result["cases"] as? [[String: Any]])
      #expect(cases.count == 1)
      #expect(cases[0].keys.sorted() == ["name", "unit", "value"])
      #expect(cases[0]["name"] as? String == "dqn-update-4-32-32-2-b32")
      #expect(cases[0]["unit"] as? String == "us")
      #expect(try #require(cases[0]["value"] as? Double) > 0.1)
    }
  }

  @Test func everyCaseIsThere() throws {
    try withTool { tool in
      let outcome = try tool("bench --filter nothing")
      #expect(outcome.status == 2)
      #expect(
        outcome.errors == """
          rlrun: no case has 'nothing' in its name (cases: dqn-update-4-32-32-2-b32,
            dqn-update-4-64-64-2-b64, dqn-update-4-120-84-2-b128,
            dqn-update-4-256-256-2-b64, forward-4-64-64-2-b1, mnist-update-mlp-128-b64-t1,
            mnist-update-mlp-512-256-b128-t1, mnist-update-lenet-5-b64-t1,
            mnist-update-mlp-128-b64-t2, mnist-update-mlp-512-256-b128-t2,
            mnist-update-lenet-5-b64-t2, matmul-64, matmul-128, matmul-256, matmul-512,
            matmul-1024, cartpole-single, cartpole-vector-64, cartpole-vector-1024,
            cartpole-world-64)

          """)
    }
  }

  @Test(arguments: [("cartpole-single", "steps/s"), ("matmul-64", "GFLOP/s")])
  func table(_ name: String, _ unit: String) throws {
    try withTool { tool in
      let outcome = try tool("bench --quick --filter \(name)")
      let words = outcome.output.split(whereSeparator: \.isWhitespace)
      #expect(words.first.map(String.init) == name)
      #expect(words.last.map(String.init) == unit)
    }
  }
}

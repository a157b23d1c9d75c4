import Foundation
import RLRandom
import RLSupervised
import TestSupport
import Testing

/// `rlrun datasets fetch`.
@Suite struct DatasetFetchTests {
  @Test func whatNeedsNoFetchingSaysSo() throws {
    try withTool { tool in
      let inside = try tool("datasets fetch iris moons")
      #expect(
        inside.output == """
          iris: nothing to fetch; it comes with rlrun
          moons: nothing to fetch; it comes with rlrun

          """)
      #expect(inside.errors == "" && inside.status == 0)
    }
  }

  /// One that fails does not keep the next from being asked for.
  @Test func eachMirrorThatHasNoFileIsTold() throws {
    try withTool { tool in
      let wrong = WebServer.Answer.whole([UInt8](repeating: 65, count: 11_157))
      try WebServer.run(["tabular/wine_data.csv": wrong]) { server in
        let outcome = try tool(
          "datasets fetch diabetes wine --data data --quiet --mirror \(server.address)")
        let address = server.address
        #expect(
          outcome.errors == """
            rlrun: cannot get data/tabular/diabetes_data_raw.csv.gz
            \(address)tabular/diabetes_data_raw.csv.gz: the server answered 404
              (it does not have the file)
            rlrun: check the network, or put the file there yourself
            rlrun: cannot get data/tabular/wine_data.csv
            \(address)tabular/wine_data.csv: another file came: its SHA-256 is
              8eb84c1d25a9…, not 10e8a802908b…
            rlrun: check the network, or put the file there yourself

            """)
        #expect(outcome.output == "" && outcome.status == 1)
        #expect(try tool.names(in: "data/tabular") == [])
      }
    }
  }

  @Test func aFolderThatCannotBeMadeIsTold() throws {
    try withTool { tool in
      try tool.write(Data(), to: "data")
      let outcome = try tool("datasets fetch wine --data data --quiet --mirror http://127.0.0.1:9")
      #expect(
        outcome.errors == """
          rlrun: cannot get data/tabular; the folder cannot be made; check its path and
            permissions

          """)
      #expect(outcome.status == 1)
    }
  }

  /// Ctrl-C in the middle of a file leaves nothing that could be taken for it.
  @Test(.timeLimit(.minutes(10)))
  func anInterruptionLeavesNothing() throws {
    try withTool { tool in
      let start = WebServer.Answer.stalled([UInt8](repeating: 65, count: 1_000), of: 11_157)
      try WebServer.run(["tabular/wine_data.csv": start]) { server in
        let line = "datasets fetch wine mnist --data data --mirror \(server.address)"
        let outcome = try tool(line) { process in
          try wait { tool.exists("data/tabular") }
          Thread.sleep(forTimeInterval: 0.3)
          process.interrupt()
        }
        #expect(
          outcome.told == """
            fetching wine (11.2 kB) to data/tabular
            rlrun: interrupted; the files that had come whole are kept

            """)
        #expect(outcome.output == "" && outcome.status == 130 && !outcome.isSignalled)
        #expect(try tool.names(in: "data") == ["tabular"])
        #expect(try tool.names(in: "data/tabular") == [])
      }
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func progressIsTold() throws {
    try withTool { tool in
      let slow = WebServer.Answer.pieces(4, of: [UInt8](repeating: 65, count: 11_157))
      try WebServer.run(["tabular/wine_data.csv": slow]) { server in
        let outcome = try tool(
          "datasets fetch wine --data data --mirror \(server.address)")
        let line = try #require(outcome.errors.split(separator: "\n").dropFirst().first)
        #expect(line.contains(" %  ") && line.contains(" of 11.2 kB  "), "\(line)")
        #expect(line.contains(" kB/s  ") && line.hasSuffix(" left  wine_data.csv"), "\(line)")
      }
    }
  }

  // MARK: - Where RLNET_DATA names a folder of data

  private static let data = ProcessInfo.processInfo.environment["RLNET_DATA"] ?? ""

  @Test(.enabled(if: data != "")) func filesAreFetchedOnceAndDamagedOnesAgain() throws {
    let wine = try Data(contentsOf: URL(filePath: "\(Self.data)/tabular/wine_data.csv"))
    try withTool { tool in
      try WebServer.run(["tabular/wine_data.csv": .whole([UInt8](wine))]) { server in
        let line = "datasets fetch wine wine --data data --mirror \(server.address)"
        func expectFetched(_ outcome: Outcome) throws {
          #expect(outcome.told == "fetching wine (11.2 kB) to data/tabular\n")
          #expect(outcome.output.hasPrefix("wine: 11.2 kB in "))
          #expect(outcome.output.hasSuffix("s, SHA-256 checked: data/tabular\n"))
          #expect(outcome.status == 0)
          #expect(try tool.data("data/tabular/wine_data.csv") == wine)
        }
        try expectFetched(tool(line))
        let again = try tool(line)
        #expect(again.output == "wine: already there, and whole: data/tabular\n")
        #expect(again.errors == "" && again.status == 0)
        // A digit that was altered: only the SHA-256 tells.
        try tool.write(Data([UInt8](wine.dropLast(2)) + Array("9\n".utf8)), to: wineFile)
        try expectFetched(tool(line))
      }
    }
  }

  private let wineFile = "data/tabular/wine_data.csv"

  /// A damaged file that is found before the fetched one would still be the one that is loaded.
  @Test(.enabled(if: data != "")) func aDamagedFileThatIsFoundFirstIsNamed() throws {
    let wine = try Data(contentsOf: URL(filePath: "\(Self.data)/tabular/wine_data.csv"))
    try withTool { tool in
      try WebServer.run(["tabular/wine_data.csv": .whole([UInt8](wine))]) { server in
        try tool.write(Data([1]), to: wineFile)
        let cache = tool.folder.appending(path: "cache").path
        // The second time, nothing has to come.
        for isFirst in [true, false] {
          let outcome = try tool(
            "datasets fetch wine --quiet --mirror \(server.address)",
            variables: ["RLNET_DATA": "data", "XDG_CACHE_HOME": cache])
          #expect(outcome.status == 1)
          let words = outcome.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
          #expect(
            words == "rlrun: wine is in \(cache)/rlrun/datasets/tabular now, but other files are "
              + "found before it, and are damaged: data/tabular/wine_data.csv "
              + "rlrun: remove those, or say --data at each use")
          #expect(outcome.output.isEmpty == !isFirst)
        }
        #expect(try tool.data("cache/rlrun/datasets/tabular/wine_data.csv") == wine)
      }
    }
  }

  @Test(.enabled(if: data != "")) func summariesAreThoseOfTheFiles() throws {
    let store = DataStore(folder: Self.data)
    func expect<Target>(_ dataset: Dataset<Target>, _ name: String, test: Dataset<Target>? = nil) {
      let summary = DatasetSummary.all.first { $0.name == name }
      #expect(summary?.trainingCount == dataset.count, "\(name)")
      #expect(summary?.testCount == test?.count, "\(name)")
      #expect(summary?.inputShape == dataset.inputShape.dimensions, "\(name)")
      #expect(summary?.classCount ?? 0 == dataset.classNames.count, "\(name)")
    }
    let mnist = try store.mnist()
    expect(mnist.training, "mnist", test: mnist.test)
    let clothes = try store.fashionMNIST()
    expect(clothes.training, "fashion-mnist", test: clothes.test)
    expect(try store.breastCancer(), "breast-cancer")
    expect(try store.diabetes(), "diabetes")
    expect(try store.wine(), "wine")
    #expect(store.isWhole(.mnist) && store.isWhole(.diabetes) && !store.isWhole(.cifar10))
  }
}

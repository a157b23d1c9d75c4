import Foundation
import RLRandom
import RLSupervised
import Testing

@Suite struct DatasetsTests {
  /// What the datasets that are not in files say of themselves.
  private static let others = """
    Inside rlrun
      iris           150              of 4        3 classes   three species of iris
      digits         1,797            of 1x8x8    10 classes  handwritten digits

    Generated
      gates          4                of 2        a number    logic gates
      moons          any number       of 2        2 classes   two half circles
      spirals        any number       of 2        3 classes   arms of a spiral
      curves         any number       of 1        a number    a function of a number


    """

  @Test func everyDatasetIsShown() throws {
    try withTool { tool in
      let outcome = try tool("datasets --data data")
      #expect(outcome.errors == "")
      #expect(outcome.status == 0)
      expectLines(of: outcome.output, atMost: 80)
      #expect(
        outcome.output == Self.others + """
          In files
            mnist          60,000 + 10,000  of 1x28x28  10 classes  handwritten digits
                missing; get it with: rlrun datasets fetch mnist --data 'data'
            fashion-mnist  60,000 + 10,000  of 1x28x28  10 classes  pieces of clothing
                missing; get it with: rlrun datasets fetch fashion-mnist --data 'data'
            cifar10        50,000 + 10,000  of 3x32x32  10 classes  photographs
                missing; get it with: rlrun datasets fetch cifar10 --data 'data'
            cifar100       50,000 + 10,000  of 3x32x32  100 classes photographs
                missing; get it with: rlrun datasets fetch cifar100 --data 'data'
            breast-cancer  569              of 30       2 classes   malignant or benign
                missing; get it with: rlrun datasets fetch breast-cancer --data 'data'
            diabetes       442              of 10       a number    its progress in a year
                missing; get it with: rlrun datasets fetch diabetes --data 'data'
            wine           178              of 13       3 classes   wines of three growers
                missing; get it with: rlrun datasets fetch wine --data 'data'

          """)
    }
  }

  /// Files lie in the folder of `RLNET_DATA` or in the user's cache; some may be missing.
  @Test func filesAreShownWhereTheyLie() throws {
    try withTool { tool in
      try tool.write(Data(Self.wine), to: "cache/rlrun/datasets/tabular/wine_data.csv")
      for name in ["train-images-idx3-ubyte", "t10k-labels-idx1-ubyte.gz"] {
        try tool.write(Data([0, 0, 8, 1, 0, 0, 0, 1, 5]), to: "given/MNIST/raw/\(name)")
      }
      let photograph = [UInt8](repeating: 0, count: 2 + 3072)
      for name in ["train.bin", "test.bin.gz"] {
        try tool.write(Data(photograph), to: "given/cifar-100-binary/\(name)")
      }
      let places = [
        "RLNET_DATA": "given", "XDG_CACHE_HOME": tool.folder.appending(path: "cache").path,
      ]
      let lines = try tool("datasets", variables: places).output
        .split(separator: "\n").map(String.init)
      func place(of name: String) -> String? {
        lines.firstIndex { $0.hasPrefix("  \(name) ") }.map { lines[$0 + 1] }
      }
      #expect(place(of: "wine")?.hasSuffix("/cache/rlrun/datasets/tabular") == true)
      #expect(place(of: "cifar100") == "      given/cifar-100-binary")
      #expect(
        place(of: "mnist")
          == "      2 of 4 files in given/MNIST/raw; get it with: rlrun datasets fetch mnist")
      #expect(place(of: "diabetes")?.hasPrefix("      missing; get it with:") == true)
    }
  }

  /// What cannot be loaded is not told as there.
  @Test func damagedFilesAreTold() throws {
    try withTool { tool in
      try tool.write(Data([1]), to: "data/tabular/wine_data.csv")
      try tool.write(Data([0, 0, 8, 1, 0, 0, 0, 2, 5]), to: "data/mnist/t10k-labels-idx1-ubyte")
      let output = try tool("datasets --data data").output
      #expect(
        output.hasSuffix(
          """
                damaged: data/tabular/wine_data.csv; get it again with:
                  rlrun datasets fetch wine --data 'data'

          """), "\(output)")
      #expect(
        output.contains(
          """
                damaged: data/mnist/t10k-labels-idx1-ubyte; remove it and get it again with:
                  rlrun datasets fetch mnist --data 'data'

          """), "\(output)")
      let result = try tool("datasets --json --data data").json()
      let wine = try #require((result["datasets"] as? [[String: Any]])?.last)
      #expect(wine["damaged"] as? [String] == ["data/tabular/wine_data.csv"])
      #expect(wine["isComplete"] as? Bool == false)
    }
  }

  /// A table of one row.
  private static let wine = Array("1,2,a,b\n0.5,1.5,1\n".utf8)

  @Test func theListIsOneObject() throws {
    try withTool { tool in
      try tool.write(Data(Self.wine), to: "data/tabular/wine_data.csv")
      let outcome = try tool("datasets --json --data data")
      let result = try outcome.json()
      #expect(result.keys.sorted() == ["datasets"])
      let datasets = try #require(result["datasets"] as? [[String: Any]])
      #expect(
        datasets.map { $0["name"] as? String } == [
          "iris", "digits", "gates", "moons", "spirals", "curves", "mnist", "fashion-mnist",
          "cifar10", "cifar100", "breast-cancer", "diabetes", "wine",
        ])
      let wine = try #require(datasets.last)
      let expected: [String: Any] = [
        "name": "wine", "summary": "wines of three growers", "origin": "files",
        "trainingCount": 178, "testCount": NSNull(), "shape": [13], "classes": 3,
        "paths": ["data/tabular/wine_data.csv"], "damaged": [String](), "isComplete": true,
        "command": "rlrun datasets fetch wine --data 'data'",
      ]
      #expect(wine as NSDictionary == expected as NSDictionary)
      #expect(datasets[6]["paths"] as? [String] == [])
      #expect(datasets[6]["isComplete"] as? Bool == false)
      #expect(datasets[3]["trainingCount"] is NSNull && datasets[3]["command"] is NSNull)
      #expect(datasets[3]["origin"] as? String == "generated")
    }
  }

  @Test func page() throws {
    try withTool { tool in
      let page = """
        rlrun datasets [options]
        rlrun datasets fetch NAME ... [options]

        Shows all datasets: what each holds, and where its files lie on this machine or
        how to get them. With fetch, downloads those that are named and are not there
        yet. A file takes its name only when all of it has come and its SHA-256 is
        right, so a download can be interrupted at any time. The next mirror is asked
        where one gives nothing for 30 seconds, or takes more than 5 minutes and a
        second for each 8 kB.

          --data DIR      look for files, and put them, into this folder alone
                          (default: the folder of RLNET_DATA, then the user's cache)
          --mirror URL    fetch from there alone: a folder of data with the same layout,
                          as `python3 -m http.server` shows it to other machines
          --quiet         show no progress
          --json          print the list as one JSON object

        Examples:
          rlrun datasets
          rlrun datasets fetch mnist fashion-mnist
          rlrun datasets fetch wine --data data

        """
      for line in ["help datasets", "datasets --help", "datasets fetch mnist -h"] {
        let outcome = try tool(line)
        #expect(outcome.output == page)
      }
    }
  }

  // MARK: - Mistakes

  private static let hint = "rlrun: `rlrun help datasets` shows how it goes"

  static let mistakes = [
    Mistake(
      "datasets fetch",
      "rlrun: the dataset is missing; for example: rlrun datasets fetch mnist\n\(hint)"),
    Mistake(
      "datasets fetch wine mnits",
      """
      rlrun: there is no dataset 'mnits'; did you mean 'mnist'? (datasets: mnist,
        fashion-mnist, cifar10, cifar100, breast-cancer, diabetes, wine)
      """),
    Mistake(
      "datasets mnist",
      "rlrun: 'mnist' is not expected here; for example: rlrun datasets fetch mnist\n\(hint)"),
    Mistake(
      "datasets fetsh mnist",
      "rlrun: 'fetsh' is not expected here; did you mean 'fetch'?\n\(hint)"),
    Mistake(
      "datasets --mirror http://a",
      "rlrun: --mirror is for fetching; it shows no list\n\(hint)"),
    Mistake(
      "datasets fetch mnist --json",
      "rlrun: --json is for the list; fetch has no use for it\n\(hint)"),
    Mistake(
      "datasets fetch mnist --mirror ftp://a",
      "rlrun: --mirror is 'ftp://a'; it must begin with http:// or https://"),
    Mistake(
      words: ["datasets", "--data="], "rlrun: --data is empty; it must be a folder"),
    Mistake(
      "datasets --dara x",
      """
      rlrun: there is no option '--dara' for datasets; did you mean '--data'?
        (options: --data, --mirror, --quiet, --json, --help)
      """),
  ]

  @Test(arguments: mistakes)
  func mistakeIsExplained(_ mistake: Mistake) throws {
    try withTool { tool in
      let outcome = try tool(mistake.arguments)
      #expect(outcome.errors == mistake.message + "\n")
      #expect(outcome.output == "")
      #expect(outcome.status == 2)
    }
  }

  @Test func summariesAreThoseOfTheProgram() {
    var generator = PCG64(seed: 1)
    func expect<Target>(_ dataset: Dataset<Target>, _ name: String, isCounted: Bool = false) {
      let summary = DatasetSummary.all.first { $0.name == name }
      #expect(summary?.trainingCount == (isCounted ? dataset.count : nil), "\(name)")
      #expect(summary?.inputShape == dataset.inputShape.dimensions, "\(name)")
      #expect(summary?.classCount ?? 0 == dataset.classNames.count, "\(name)")
    }
    expect(Dataset.iris, "iris", isCounted: true)
    expect(Dataset.digits, "digits", isCounted: true)
    expect(LogicGate.xor.dataset, "gates", isCounted: true)
    expect(Dataset.twoMoons(10, using: &generator), "moons")
    expect(Dataset.spirals(using: &generator), "spirals")
    expect(Dataset.samples(3, in: 0...1, using: &generator, of: Curve.sine), "curves")
  }
}

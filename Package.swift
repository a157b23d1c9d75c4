// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "rlrun",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "RLNet", targets: ["RLNet"]),
    .library(name: "Environments", targets: ["Environments"]),
    .library(name: "Agents", targets: ["Agents"]),
    .library(name: "RLSupervised", targets: ["RLSupervised"]),
    .library(name: "RLRuns", targets: ["RLRuns"]),
    .library(name: "RLCommandLine", targets: ["RLCommandLine"]),
    .library(name: "RLFigures", targets: ["RLFigures"]),
    .library(name: "RLRandom", targets: ["RLRandom"]),
    .library(name: "RLFiles", targets: ["RLFiles"]),
    .library(name: "RLSettings", targets: ["RLSettings"]),
    .library(name: "RLState", targets: ["RLState"]),
    .executable(name: "rlrun", targets: ["rlrun"]),
  ],
  targets: [
    .target(name: "CRLKernels"),
    .target(name: "CMathShim", exclude: ["tables.py"]),
    .systemLibrary(name: "CZlib"),
    .target(name: "RLState"),
    .target(name: "RLParallel"),
    .target(name: "RLFiles", dependencies: ["CZlib", "RLState"]),
    .target(name: "RLSettings", dependencies: ["RLState"]),
    .target(name: "RLRandom", dependencies: ["RLState"]),
    .target(
      name: "RLNet",
      dependencies: [
        "CRLKernels", "RLFiles", "RLParallel", "RLRandom", "RLSettings", "RLState",
      ]),
    .target(
      name: "Environments",
      dependencies: ["CMathShim", "RLFiles", "RLRandom", "RLSettings", "RLState"]),
    .target(
      name: "RLRuns",
      dependencies: ["RLFiles", "RLParallel", "RLRandom", "RLSettings", "RLState"]),
    .target(
      name: "Agents",
      dependencies: [
        "Environments", "RLFiles", "RLNet", "RLParallel", "RLRandom", "RLRuns", "RLSettings",
        "RLState",
      ]),
    .target(
      name: "RLSupervised",
      dependencies: ["RLFiles", "RLNet", "RLRandom", "RLRuns", "RLSettings", "RLState"]),
    .target(
      name: "RLFigures", dependencies: ["CZlib", "RLState"],
      exclude: ["Text/LICENSE-DejaVu.txt", "Text/outlines.py"]),
    .target(
      name: "RLReports",
      dependencies: [
        "Agents", "Environments", "RLFigures", "RLFiles", "RLNet", "RLParallel", "RLRandom",
        "RLRuns", "RLSettings", "RLState", "RLSupervised",
      ]),
    .executableTarget(name: "rlrun", dependencies: ["RLCommandLine"]),
    .target(
      name: "RLCommandLine",
      dependencies: [
        "Agents", "Environments", "RLFigures", "RLFiles", "RLNet", "RLParallel", "RLRandom",
        "RLReports", "RLRuns", "RLSettings", "RLState", "RLSupervised",
      ]),
    // Changes files at random and has rlrun read them: Tests/Fuzz/campaign.sh. No product.
    .executableTarget(
      name: "RLFuzz", dependencies: ["CZlib", "RLRandom", "RLState"], path: "Tests/Fuzz/Driver"),
    .target(name: "TestSupport", dependencies: ["RLRandom"], path: "Tests/TestSupport"),
    .testTarget(
      name: "RLStateTests", dependencies: ["RLState", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RLSettingsTests", dependencies: ["RLSettings"]),
    .testTarget(
      name: "RLRandomTests", dependencies: ["RLRandom", "RLState", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RLNetTests",
      dependencies: [
        "CRLKernels", "RLFiles", "RLNet", "RLParallel", "RLRandom", "RLState", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "EnvironmentsTests",
      dependencies: [
        "CMathShim", "Environments", "RLRandom", "RLSettings", "RLState", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RLFilesTests", dependencies: ["RLFiles", "RLRandom", "TestSupport"]),
    .testTarget(
      name: "RLRunsTests",
      dependencies: ["RLFiles", "RLRandom", "RLRuns", "RLSettings", "TestSupport"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AgentsTests",
      dependencies: [
        "Agents", "Environments", "RLFiles", "RLNet", "RLParallel", "RLRandom", "RLRuns",
        "RLSettings", "RLState", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RLSupervisedTests",
      dependencies: [
        "CZlib", "RLFiles", "RLNet", "RLRandom", "RLRuns", "RLSettings", "RLState",
        "RLSupervised", "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(name: "RLFiguresTests", dependencies: ["CZlib", "RLFigures", "TestSupport"]),
    .testTarget(
      name: "RLReportsTests",
      dependencies: [
        "Agents", "Environments", "RLFigures", "RLFiles", "RLNet", "RLRandom", "RLReports",
        "RLRuns", "RLSettings", "RLState", "RLSupervised", "TestSupport",
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "Agents", "Environments", "RLFiles", "RLNet", "RLRandom", "RLRuns", "RLSettings",
        "RLCommandLine", "RLState", "RLSupervised", "TestSupport", "rlrun",
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

// The readers of files as targets of libFuzzer, which Tests/Fuzz/libfuzzer.sh builds with coverage and
// apart from all else.
if Context.environment["FUZZ_TARGETS"] != nil {
  package.targets.append(
    .executableTarget(
      name: "FuzzTargets",
      dependencies: [
        "Agents", "Environments", "RLFiles", "RLRuns", "RLState", "RLSupervised",
      ], path: "Tests/Fuzz/Targets"))
}

// So that what the sources declare as a trap cannot be used: conversions of numbers from files, for
// instance, that stop the program (Sources/RLState/Clamped.swift).
for target in package.targets where target.type == .regular || target.type == .executable {
  target.swiftSettings = [.treatWarning("DeprecatedDeclaration", as: .error)]
}

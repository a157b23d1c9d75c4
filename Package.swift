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
    .library(name: "RLFigures", targets: ["RLFigures"]),
    .library(name: "RLRandom", targets: ["RLRandom"]),
    .library(name: "RLState", targets: ["RLState"]),
    .executable(name: "rlrun", targets: ["rlrun"]),
  ],
  targets: [
    .target(name: "CRLKernels"),
    .target(name: "CMathShim"),
    .systemLibrary(name: "CZlib"),
    .target(name: "RLState"),
    .target(name: "RLRandom", dependencies: ["RLState"]),
    .target(name: "RLNet", dependencies: ["CRLKernels", "RLRandom", "RLState"]),
    .target(name: "Environments", dependencies: ["CMathShim", "RLRandom", "RLState"]),
    .target(name: "RLRuns", dependencies: ["Environments", "RLNet", "RLState"]),
    .target(
      name: "Agents", dependencies: ["RLNet", "Environments", "RLRandom", "RLRuns", "RLState"]),
    .target(
      name: "RLSupervised",
      dependencies: ["CZlib", "Environments", "RLNet", "RLRandom", "RLRuns", "RLState"]),
    .target(
      name: "RLFigures", dependencies: ["CZlib"],
      exclude: ["Text/LICENSE-DejaVu.txt", "Text/outlines.py"]),
    .target(
      name: "RLReports",
      dependencies: [
        "Agents", "Environments", "RLFigures", "RLNet", "RLRandom", "RLRuns", "RLState",
        "RLSupervised",
      ]),
    .executableTarget(
      name: "rlrun",
      dependencies: [
        "Agents", "RLNet", "Environments", "RLFigures", "RLRandom", "RLReports", "RLRuns",
        "RLState", "RLSupervised",
      ]),
    .testTarget(name: "RLStateTests", dependencies: ["RLState"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RLRandomTests", dependencies: ["RLRandom", "RLState"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RLNetTests", dependencies: ["RLNet", "RLRandom", "RLState", "CRLKernels"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "EnvironmentsTests", dependencies: ["Environments", "RLRandom", "RLState"],
      exclude: ["Fixtures"]),
    .testTarget(name: "RLRunsTests", dependencies: ["Environments", "RLRuns"]),
    .testTarget(
      name: "AgentsTests",
      dependencies: ["Agents", "RLNet", "Environments", "RLRandom", "RLRuns", "RLState"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "RLSupervisedTests",
      dependencies: [
        "RLSupervised", "CZlib", "Environments", "RLNet", "RLRandom", "RLRuns", "RLState",
      ],
      exclude: ["Fixtures"]),
    .testTarget(name: "RLFiguresTests", dependencies: ["CZlib", "RLFigures"]),
    .testTarget(
      name: "RLReportsTests",
      dependencies: [
        "RLReports", "Agents", "Environments", "RLFigures", "RLNet", "RLRandom", "RLRuns",
        "RLState", "RLSupervised",
      ]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "rlrun", "Agents", "Environments", "RLNet", "RLRandom", "RLRuns", "RLState",
        "RLSupervised",
      ],
      exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)

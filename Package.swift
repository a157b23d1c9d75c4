// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "rlrun",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "RLNet", targets: ["RLNet"]),
    .library(name: "Environments", targets: ["Environments"]),
    .library(name: "Agents", targets: ["Agents"]),
    .library(name: "RLRandom", targets: ["RLRandom"]),
    .executable(name: "rlrun", targets: ["rlrun"]),
  ],
  targets: [
    .target(name: "CRLKernels"),
    .target(name: "CMathShim"),
    .target(name: "RLRandom"),
    .target(name: "RLNet", dependencies: ["CRLKernels", "RLRandom"]),
    .target(name: "Environments", dependencies: ["CMathShim", "RLRandom"]),
    .target(name: "Agents", dependencies: ["RLNet", "Environments", "RLRandom"]),
    .executableTarget(
      name: "rlrun", dependencies: ["Agents", "RLNet", "Environments", "RLRandom"]),
    .testTarget(
      name: "RLRandomTests", dependencies: ["RLRandom"], exclude: ["Fixtures"]),
    .testTarget(
      name: "RLNetTests", dependencies: ["RLNet", "RLRandom", "CRLKernels"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "EnvironmentsTests", dependencies: ["Environments", "RLRandom"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "AgentsTests", dependencies: ["Agents", "RLNet", "Environments", "RLRandom"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "CommandLineTests",
      dependencies: ["rlrun", "Agents", "Environments", "RLNet", "RLRandom"]),
  ],
  swiftLanguageModes: [.v6]
)

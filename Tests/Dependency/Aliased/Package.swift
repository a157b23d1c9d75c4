// swift-tools-version: 6.2
import PackageDescription

// This package has a module called Environments of its own; the dependency's is RLEnvironments here.
let package = Package(
  name: "Example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(path: "../rlrun")
  ],
  targets: [
    .target(name: "Environments"),
    .executableTarget(
      name: "Example",
      dependencies: [
        "Environments",
        .product(name: "RLNet", package: "rlrun"),
        .product(name: "RLRandom", package: "rlrun"),
        .product(name: "RLState", package: "rlrun"),
        .product(
          name: "Environments", package: "rlrun",
          moduleAliases: ["Environments": "RLEnvironments"]),
        .product(
          name: "Agents", package: "rlrun", moduleAliases: ["Environments": "RLEnvironments"]),
      ]),
  ]
)

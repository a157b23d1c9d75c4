// swift-tools-version: 6.2
import PackageDescription

// Beside a clone of rlrun; from elsewhere, name its address instead of a path.
let package = Package(
  name: "OwnTool",
  platforms: [.macOS(.v15)],
  dependencies: [.package(path: "../rlrun")],
  targets: [
    .executableTarget(
      name: "OwnTool",
      dependencies: [
        .product(name: "Agents", package: "rlrun"),
        .product(name: "Environments", package: "rlrun"),
        .product(name: "RLCommandLine", package: "rlrun"),
        .product(name: "RLNet", package: "rlrun"),
        .product(name: "RLRandom", package: "rlrun"),
        .product(name: "RLSettings", package: "rlrun"),
        .product(name: "RLState", package: "rlrun"),
      ])
  ]
)

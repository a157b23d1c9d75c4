// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Example",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(path: "../rlrun")
  ],
  targets: [
    .executableTarget(
      name: "Example",
      dependencies: [
        .product(name: "RLNet", package: "rlrun"),
        .product(name: "RLRandom", package: "rlrun"),
        .product(name: "RLState", package: "rlrun"),
        .product(name: "Environments", package: "rlrun"),
        .product(name: "Agents", package: "rlrun"),
      ])
  ]
)

// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever depends on OneShot fetches nothing for its benchmarks.
let package = Package(
  name: "OneShotBenchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "OneShot", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "OneShotBenchmarks",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "IconBenchmark",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "NetworkComparison",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "OneShotBenchmarksTests", dependencies: ["OneShotBenchmarks"]),
  ]
)

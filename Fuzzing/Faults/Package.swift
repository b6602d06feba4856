// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that no dependent compiles it. `./run` builds it, and the library that makes
// its system calls fail.
let package = Package(
  name: "OneShotFaults",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "OneShot", path: "../..")],
  targets: [
    .executableTarget(
      name: "FaultProbe",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "HNSW", package: "OneShot"),
        .product(name: "Tuning", package: "OneShot"),
      ])
  ]
)

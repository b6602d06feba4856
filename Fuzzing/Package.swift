// swift-tools-version: 6.2
import PackageDescription

// A package of its own, built with sanitizers by `Fuzzing/run`, which also says where libFuzzer is: what
// is built without that script does not link.
let package = Package(
  name: "OneShotFuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "OneShot", path: ".."),
    .package(name: "OneShotService", path: "../Service"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "HNSW", package: "OneShot"),
        .product(name: "KerasFiles", package: "OneShot"),
        .product(name: "ONNXFiles", package: "OneShot"),
        .product(name: "Tuning", package: "OneShot"),
        .product(name: "ServiceRequests", package: "OneShotService"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)

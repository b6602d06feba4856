// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that no dependent compiles it.
let package = Package(
  name: "OneShotEndurance",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "OneShot", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CHost", pkgConfig: "openblas"),
    .executableTarget(
      name: "Endurance",
      dependencies: [
        "CHost",
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
  ]
)

// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that no dependent compiles it. `./run` builds it.
let package = Package(
  name: "OneShotEngineFuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "OneShot", path: "../.."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "EngineFuzz",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      // Its loops, too, are what a debug build would take long for.
      swiftSettings: [.unsafeFlags(["-O"], .when(configuration: .debug))])
  ]
)

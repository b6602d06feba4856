// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever depends on OneShot fetches no server with it.
let package = Package(
  name: "OneShotService",
  platforms: [.macOS(.v15)],
  products: [
    // What `Fuzzing` tries.
    .library(name: "ServiceRequests", targets: ["ServiceRequests"])
  ],
  dependencies: [
    .package(name: "OneShot", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.9.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.34.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.0.0"),
  ],
  targets: [
    .target(
      name: "ServiceRequests",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .executableTarget(
      name: "OneShotService",
      dependencies: [
        "ServiceRequests",
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "Pretrained", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      resources: [.copy("Public"), .copy("openapi.yaml")]),
    .testTarget(
      name: "OneShotServiceTests",
      dependencies: [
        "OneShotService",
        "ServiceRequests",
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "Pretrained", package: "OneShot"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "Metrics", package: "swift-metrics"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdTesting", package: "hummingbird"),
      ]),
  ]
)

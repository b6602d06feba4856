// swift-tools-version: 6.2
import Foundation
import PackageDescription

// The benchmarks count and time what the library keeps to its own package: plans, and products of its
// shapes. So they take part in that package, which goes by the name of its folder.
let repository = URL(filePath: Context.packageDirectory).deletingLastPathComponent()
let packageName = String(
  repository.lastPathComponent.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })

// A package of its own, so that whoever depends on OneShot fetches nothing for its benchmarks.
// `LIBXSMM=1 swift build` has its products measured too (on Debian, libxsmm-dev).
let hasLibXSMM = Context.environment["LIBXSMM"] != nil
let libXSMM: Target = .systemLibrary(
  name: "CLibXSMM", pkgConfig: "libxsmm", providers: [.apt(["libxsmm-dev"])])

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
        .product(name: "HNSW", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + (hasLibXSMM ? ["CLibXSMM"] : []),
      packageAccess: false, swiftSettings: [.unsafeFlags(["-package-name", packageName])]),
    .executableTarget(
      name: "IconBenchmark",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "DatasetFiles", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "AccuracyBenchmark",
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
    .executableTarget(
      name: "ONNXComparison",
      dependencies: [
        .product(name: "OneShot", package: "OneShot"),
        .product(name: "ONNXFiles", package: "OneShot"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "OneShotBenchmarksTests", dependencies: ["OneShotBenchmarks"]),
  ] + (hasLibXSMM ? [libXSMM] : [])
)

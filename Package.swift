// swift-tools-version: 6.2
import PackageDescription

// Every loop over scalars lives in `Kernels`. It is optimised even in a debug build, so that a
// plain `swift run` or `swift test` is nearly as fast as a release build.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

let package = Package(
  name: "OneShot",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "OneShot", targets: ["OneShot"]),
    .library(name: "Tensor", targets: ["Tensor"]),
    .library(name: "Autograd", targets: ["Autograd"]),
    .library(name: "Layers", targets: ["Layers"]),
    .library(name: "Optimizers", targets: ["Optimizers"]),
    .library(name: "Training", targets: ["Training"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "DatasetFiles", targets: ["DatasetFiles"]),
    .library(name: "Tuning", targets: ["Tuning"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.3"..<"5.0.0"),
    .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"),
  ],
  targets: [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]),
    .systemLibrary(
      name: "CLAPACKE", pkgConfig: "lapacke",
      providers: [.apt(["liblapacke-dev"]), .brew(["lapack"])]),
    .systemLibrary(
      name: "CLibPNG", pkgConfig: "libpng",
      providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CTurboJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CLibArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),

    .target(name: "Lanes", swiftSettings: optimized),
    .target(
      name: "Kernels", dependencies: ["Lanes", "COpenBLAS", "CLAPACKE"], swiftSettings: optimized,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "Tensor", dependencies: ["Kernels"]),
    .target(name: "Autograd", dependencies: ["Tensor"]),
    .target(name: "Layers", dependencies: ["Autograd"]),
    .target(name: "Optimizers", dependencies: ["Autograd"]),
    .target(name: "Training", dependencies: ["Layers", "Optimizers"]),
    .target(name: "Datasets", dependencies: ["Tensor"]),
    .target(
      name: "DatasetFiles",
      dependencies: [
        "Datasets", "CLibPNG", "CTurboJPEG", "CLibArchive",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Tuning", dependencies: ["Tensor"]),
    .target(name: "OneShot", dependencies: ["Training", "Datasets"]),

    .executableTarget(
      name: "BlogExample", dependencies: ["OneShot", "DatasetFiles"], path: "Examples/BlogExample"),
    .executableTarget(
      name: "MethodsExample",
      dependencies: [
        "OneShot", "DatasetFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/MethodsExample"),
    .executableTarget(
      name: "RecogniserExample",
      dependencies: [
        "OneShot", "DatasetFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/RecogniserExample"),
    .executableTarget(
      name: "OmniglotExample",
      dependencies: [
        "OneShot", "DatasetFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/OmniglotExample"),

    .target(name: "TestSupport", dependencies: ["Training"], path: "Tests/TestSupport"),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels", "COpenBLAS"]),
    .testTarget(name: "TensorTests", dependencies: ["TestSupport"]),
    .testTarget(name: "AutogradTests", dependencies: ["TestSupport"]),
    .testTarget(name: "LayersTests", dependencies: ["TestSupport"]),
    .testTarget(name: "OptimizersTests", dependencies: ["TestSupport"]),
    .testTarget(name: "TrainingTests", dependencies: ["TestSupport"]),
    .testTarget(name: "DatasetsTests", dependencies: ["Datasets"]),
    .testTarget(
      name: "DatasetFilesTests", dependencies: ["DatasetFiles"], exclude: ["Fixtures"]),
    .testTarget(name: "TuningTests", dependencies: ["Tuning", "TestSupport"]),
    .testTarget(name: "OneShotTests", dependencies: ["OneShot", "DatasetFiles", "TestSupport"]),
    .testTarget(name: "DocumentationTests"),
  ]
)

// swift-tools-version: 6.2
import PackageDescription

// Every loop over scalars lives in `Kernels`. It is optimized even in a debug build, with the modules
// below it, so that a plain `swift run` or `swift test` is nearly as fast as a release build.
let optimized: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]
let optimizedC: [CSetting] = [.unsafeFlags(["-O3"], .when(configuration: .debug))]
let optimizedCXX: [CXXSetting] = [.unsafeFlags(["-O3"], .when(configuration: .debug))]

// Which library `Distributed` is built with: the name that pkg-config knows it by, `ompi-c` or `mpich`.
let mpi = Context.environment["ONESHOT_MPI"] ?? "ompi-c"

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
    .library(name: "EmbeddingSearch", targets: ["EmbeddingSearch"]),
    .library(name: "HNSW", targets: ["HNSW"]),
    .library(name: "Datasets", targets: ["Datasets"]),
    .library(name: "DatasetFiles", targets: ["DatasetFiles"]),
    .library(name: "KerasFiles", targets: ["KerasFiles"]),
    .library(name: "Tuning", targets: ["Tuning"]),
    .library(name: "Pretrained", targets: ["Pretrained"]),
    .library(name: "ONNXFiles", targets: ["ONNXFiles"]),
    .library(name: "Distributed", targets: ["Distributed"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
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
      name: "CLibWebP", pkgConfig: "libwebp",
      providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
    .systemLibrary(
      name: "CLibTIFF", pkgConfig: "libtiff-4",
      providers: [.apt(["libtiff-dev"]), .brew(["libtiff"])]),
    .systemLibrary(
      name: "CLibArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"]), .brew(["libarchive"])]),
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5",
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(
      name: "COpenSSL", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]),
    .systemLibrary(
      name: "CMPI", pkgConfig: mpi, providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]),

    .target(
      name: "Basics", swiftSettings: optimized,
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "Files", dependencies: ["Basics"]),
    .target(name: "Lanes", swiftSettings: optimized),
    .target(name: "CKernels", cSettings: optimizedC),
    .target(
      name: "Kernels", dependencies: ["Basics", "Lanes", "CKernels", "COpenBLAS", "CLAPACKE"],
      swiftSettings: optimized),
    .target(name: "Tensor", dependencies: ["Basics", "Kernels"]),
    .target(
      name: "EmbeddingSearch", dependencies: ["Basics", "Files", "Kernels", "Tensor"],
      swiftSettings: optimized),
    .target(name: "CHNSW", cxxSettings: optimizedCXX),
    .target(
      name: "HNSW",
      dependencies: [
        "Basics", "Files", "Kernels", "CKernels", "Tensor", "EmbeddingSearch", "CHNSW",
      ]),
    .target(name: "Autograd", dependencies: ["Basics", "Lanes", "Kernels", "Tensor"]),
    .target(name: "Layers", dependencies: ["Basics", "Kernels", "Tensor", "Autograd"]),
    .target(
      name: "Optimizers", dependencies: ["Basics", "Lanes", "Kernels", "Tensor", "Autograd"]),
    .target(name: "Datasets", dependencies: ["Basics", "Kernels", "Tensor"]),
    .target(
      name: "Training",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Autograd", "Layers", "Optimizers", "Datasets",
      ]),
    .target(
      name: "DatasetFiles",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Datasets", "Training", "CLibPNG", "CTurboJPEG",
        "CLibWebP", "CLibTIFF", "CLibArchive",
        .target(name: "COpenSSL", condition: .when(platforms: [.linux])),
      ]),
    .target(
      name: "KerasFiles",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Autograd", "Layers", "Training", "DatasetFiles",
        "CHDF5",
      ]),
    .target(name: "Tuning", dependencies: ["Basics", "Files", "Kernels", "Tensor"]),
    .target(
      name: "OneShot",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "EmbeddingSearch", "Autograd", "Layers",
        "Optimizers", "Datasets", "Training",
      ]),
    .target(
      name: "Pretrained", dependencies: ["Files", "Layers", "OneShot"],
      resources: [.copy("handwriting.safetensors")]),
    .target(
      name: "ONNXFiles",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Autograd", "Layers", "Datasets", "OneShot",
      ]),
    .target(
      name: "Distributed",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Autograd", "Datasets", "Training", "Tuning",
        "OneShot", "EmbeddingSearch", "CMPI",
      ]),

    .executableTarget(
      name: "BlogExample",
      dependencies: [
        "OneShot", "DatasetFiles", "ExampleSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/BlogExample"),
    .target(
      name: "ExampleSupport",
      dependencies: [
        "Files", "OneShot", "DatasetFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/ExampleSupport"),
    .executableTarget(
      name: "MethodsExample",
      dependencies: [
        "OneShot", "DatasetFiles", "ExampleSupport", "Tuning",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/MethodsExample"),
    .executableTarget(
      name: "RecogniserExample",
      dependencies: [
        "Basics", "Files", "OneShot", "DatasetFiles", "Pretrained", "ExampleSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/RecogniserExample"),
    .executableTarget(
      name: "NetworkExample",
      dependencies: [
        "Files", "OneShot", "DatasetFiles", "KerasFiles", "ONNXFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/NetworkExample"),
    .executableTarget(
      name: "OmniglotExample",
      dependencies: [
        "OneShot", "DatasetFiles", "Distributed", "ExampleSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Examples/OmniglotExample"),

    .target(
      name: "TestSupport",
      dependencies: ["Tensor", "Autograd", "Layers", "Optimizers", "Training"],
      path: "Tests/TestSupport"),
    .testTarget(name: "BasicsTests", dependencies: ["Basics"]),
    .testTarget(name: "FilesTests", dependencies: ["Files", "TestSupport"]),
    .testTarget(name: "LanesTests", dependencies: ["Lanes"]),
    .testTarget(
      name: "KernelsTests", dependencies: ["Basics", "Lanes", "Kernels", "COpenBLAS"]),
    .testTarget(name: "PretrainedTests", dependencies: ["Datasets", "OneShot", "Pretrained"]),
    .testTarget(name: "TensorTests", dependencies: ["Tensor", "TestSupport"]),
    .testTarget(
      name: "EmbeddingSearchTests",
      dependencies: [
        "Basics", "Files", "Kernels", "Tensor", "Autograd", "EmbeddingSearch", "TestSupport",
      ]),
    .testTarget(
      name: "HNSWTests",
      dependencies: ["Files", "Tensor", "Autograd", "EmbeddingSearch", "HNSW", "TestSupport"]),
    .testTarget(
      name: "AutogradTests", dependencies: ["Kernels", "Tensor", "Autograd", "TestSupport"]),
    .testTarget(
      name: "LayersTests", dependencies: ["Tensor", "Autograd", "Layers", "TestSupport"]),
    .testTarget(
      name: "OptimizersTests",
      dependencies: ["Tensor", "Autograd", "Layers", "Optimizers", "TestSupport"]),
    .testTarget(
      name: "TrainingTests",
      dependencies: [
        "Files", "Tensor", "Autograd", "Layers", "Optimizers", "Datasets", "Training",
        "TestSupport",
      ]),
    .testTarget(
      name: "DatasetsTests",
      dependencies: ["Kernels", "Tensor", "Datasets", "TestSupport"]),
    .testTarget(
      name: "DatasetFilesTests",
      dependencies: [
        "Basics", "Files", "Tensor", "Datasets", "Training", "DatasetFiles", "CLibArchive",
        "TestSupport",
      ],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "KerasFilesTests",
      dependencies: [
        "Files", "Tensor", "Autograd", "Layers", "Training", "KerasFiles", "DatasetFiles",
        "TestSupport",
      ]),
    .testTarget(name: "TuningTests", dependencies: ["Files", "Tuning", "TestSupport"]),
    .testTarget(
      name: "OneShotTests", dependencies: ["Kernels", "OneShot", "DatasetFiles", "TestSupport"]),
    .testTarget(
      name: "ONNXFilesTests",
      dependencies: [
        "Files", "Tensor", "Autograd", "Layers", "Datasets", "OneShot", "ONNXFiles", "TestSupport",
      ]),
    .testTarget(
      name: "ExampleSupportTests",
      dependencies: ["Files", "OneShot", "DatasetFiles", "ExampleSupport", "TestSupport"]),
    .executableTarget(
      name: "DistributedProbe", dependencies: ["OneShot", "Tuning", "Distributed"],
      path: "Tests/DistributedProbe"),
    .testTarget(
      name: "DistributedTests",
      dependencies: [
        "Tensor", "Autograd", "Datasets", "Training", "Distributed", "DistributedProbe",
        "TestSupport",
      ]),
    .testTarget(
      name: "FormatTests",
      dependencies: [
        "Files", "OneShot", "DatasetFiles", "EmbeddingSearch", "HNSW", "Tuning", "TestSupport",
      ]),
    .testTarget(name: "DocumentationTests"),
  ]
)

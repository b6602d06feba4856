// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that whoever depends on OneShot needs no libpq. `./test` runs its tests against a
// server that it starts in a temporary folder.
let package = Package(
  name: "PostgresIndex",
  platforms: [.macOS(.v15)],
  products: [.library(name: "PostgresIndex", targets: ["PostgresIndex"])],
  dependencies: [.package(name: "OneShot", path: "../..")],
  targets: [
    .systemLibrary(
      name: "CPostgres", pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(
      name: "PostgresIndex",
      dependencies: [
        "CPostgres", .product(name: "EmbeddingSearch", package: "OneShot"),
        .product(name: "Tensor", package: "OneShot"),
      ]),
    .testTarget(
      name: "PostgresIndexTests",
      dependencies: [
        "PostgresIndex", .product(name: "EmbeddingSearch", package: "OneShot"),
        .product(name: "Tensor", package: "OneShot"),
      ]),
  ]
)

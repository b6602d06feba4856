import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite(.timeLimit(.minutes(1)))
struct DataLocatorTests {
  private let folder: TemporaryFolder
  private let contents: [UInt8] = [1, 2, 3]
  private let file: OfficialFile

  init() throws {
    folder = try TemporaryFolder()
    file = OfficialFile(
      name: "data.zip", checksum: Checksum.sha256("").digest(of: [1, 2, 3]),
      in: .init(
        name: "letters", address: try #require(URL(string: "http://127.0.0.1:1")),
        subfolders: ["python"]))
    setenv("no_proxy", "127.0.0.1", 1)
  }

  private func file(on server: LoopbackServer) -> OfficialFile {
    var repository = file.repository
    repository.address = server.url
    return OfficialFile(name: file.name, checksum: file.checksum, in: repository)
  }

  private func found(_ name: String, _ place: String) -> DataLocation {
    DataLocation(url: folder[name], place: place)
  }

  private func locator(
    data: String? = nil, downloader: Downloader? = nil
  ) -> DataLocator {
    DataLocator(
      data: data.map { folder[$0] },
      environment: [
        "ONESHOT_DATA": "\(folder.path)/named", "XDG_CACHE_HOME": "\(folder.path)/cache",
      ], downloader: downloader)
  }

  @Test func placesAreSearchedInTheirOrder() throws {
    try folder.write(contents, to: "cache/oneshot/letters/data.zip")
    #expect(
      try locator().locate(file) == found("cache/oneshot/letters/data.zip", "the cache"))
    try folder.write(contents, to: "named/python/data.zip")
    #expect(
      try locator().locate(file) == found("named/python/data.zip", "ONESHOT_DATA"))
    try folder.write(contents, to: "asked/data.zip")
    #expect(
      try locator(data: "asked").locate(file) == found("asked/data.zip", "the folder asked for"))
  }

  @Test func unpackedFoldersAreFound() throws {
    try folder.write(contents, to: "named/data/some.png")
    #expect(try locator().locate(file).url == folder["named/data"])
  }

  @Test func whatWasAskedForIsNotReplaced() throws {
    try folder.write(contents, to: "named/data.zip")
    let error = #expect(throws: DataNotFoundError.self) { try locator(data: "asked").locate(file) }
    #expect(
      error?.description == "data.zip not found, nor the folder data it unpacks to; searched: "
        + "the folder asked for (\(folder.path)/asked)")
  }

  @Test func whatIsNowhereIsDownloadedToTheCache() throws {
    let contents = contents
    let server = try LoopbackServer { _, _ in .init(body: contents) }
    defer { server.stop() }
    let locator = locator(downloader: Downloader(pause: 0.01))
    let (path, file) = ("cache/oneshot/letters/data.zip", file(on: server))
    #expect(try locator.locate(file) == found(path, "download"))
    #expect(try locator.locate(file) == found(path, "the cache"))
    #expect(server.requests.count == 1)
  }

  @Test func theErrorListsAllPlacesSearched() throws {
    let server = try LoopbackServer { _, _ in .init(status: "404 Not Found") }
    defer { server.stop() }
    let locator = locator(downloader: Downloader(pause: 0.01))
    let error = #expect(throws: DataNotFoundError.self) {
      try locator.locate(file(on: server))
    }
    #expect(
      error?.searched == [
        "ONESHOT_DATA (\(folder.path)/named)",
        "the cache (\(folder.path)/cache/oneshot/letters)",
        "the network (\(server.url)/data.zip: expected the file data.zip, found an answer of status "
          + "404)",
      ])
  }

  @Test func aDamagedCopyIsNamed() throws {
    let path = try folder.write([1, 2, 4], to: "named/data.zip")
    let error = #expect(throws: FileProblem.self) { try locator().locate(file) }
    #expect(error?.path == path.relativePath)
    #expect(error?.expected == "the published file of \(file.checksum)")
    #expect(error?.found.hasPrefix("a damaged or other one of SHA-256 ") == true)
  }

  @Test func withoutVariablesTheCacheIsInTheHomeFolder() {
    let error = #expect(throws: DataNotFoundError.self) {
      try DataLocator(
        environment: ["HOME": folder.path, "XDG_CACHE_HOME": "relative"], downloader: nil
      )
      .locate(file)
    }
    #expect(error?.searched == ["the cache (\(folder.path)/.cache/oneshot/letters)"])
  }

  @Test func anOfficialNameAsksForTheOfficialFile() throws {
    let path = try folder.write(contents, to: "asked/images_background_small1.zip")
    let error = #expect(throws: FileProblem.self) {
      try Omniglot.load([.small1], in: folder["asked"])
    }
    #expect(
      error?.description
        == "\(path.relativePath): expected the published file of 1319022 bytes, "
        + "found a damaged or other one of \(contents.count) bytes")
    #expect(throws: DataNotFoundError.self) {
      try Omniglot.load([.small2], in: folder["asked"])
    }
  }
}

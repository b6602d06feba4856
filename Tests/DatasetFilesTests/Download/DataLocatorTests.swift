import Foundation
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
      name: "data.zip", remotePath: "data.zip", checksum: Checksum.sha256("").digest(of: [1, 2, 3]))
    setenv("no_proxy", "127.0.0.1", 1)
  }

  private func locator(
    data: String? = nil, downloader: Downloader? = nil
  ) -> DataLocator {
    DataLocator(
      data: data.map { "\(folder.path)/\($0)" },
      environment: [
        "ONESHOT_DATA": "\(folder.path)/named", "XDG_CACHE_HOME": "\(folder.path)/cache",
      ], downloader: downloader)
  }

  @Test func placesAreSearchedInTheirOrder() throws {
    try folder.write(contents, to: "cache/oneshot/omniglot/data.zip")
    #expect(
      try locator().locate(file)
        == .init(path: "\(folder.path)/cache/oneshot/omniglot/data.zip", place: "the cache"))
    try folder.write(contents, to: "named/python/data.zip")
    #expect(
      try locator().locate(file)
        == .init(path: "\(folder.path)/named/python/data.zip", place: "ONESHOT_DATA"))
    try folder.write(contents, to: "asked/data.zip")
    #expect(
      try locator(data: "asked").locate(file)
        == .init(path: "\(folder.path)/asked/data.zip", place: "the folder asked for"))
  }

  @Test func unpackedFoldersAreFound() throws {
    try folder.write(contents, to: "named/data/some.png")
    #expect(try locator().locate(file).path == "\(folder.path)/named/data")
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
    let locator = locator(downloader: Downloader(baseURL: server.url, pause: 0.01))
    let path = "\(folder.path)/cache/oneshot/omniglot/data.zip"
    #expect(try locator.locate(file) == .init(path: path, place: "download"))
    #expect(try locator.locate(file) == .init(path: path, place: "the cache"))
    #expect(server.requests.count == 1)
  }

  @Test func theErrorListsAllPlacesSearched() throws {
    let server = try LoopbackServer { _, _ in .init(status: "404 Not Found") }
    defer { server.stop() }
    let locator = locator(downloader: Downloader(baseURL: server.url, pause: 0.01))
    let error = #expect(throws: DataNotFoundError.self) { try locator.locate(file) }
    #expect(
      error?.searched == [
        "ONESHOT_DATA (\(folder.path)/named)",
        "the cache (\(folder.path)/cache/oneshot/omniglot)",
        "the network (\(server.url)/data.zip: the server answered with status 404)",
      ])
  }

  @Test func aDamagedCopyIsNamed() throws {
    let path = try folder.write([1, 2, 4], to: "named/data.zip")
    let error = #expect(throws: ChecksumError.self) { try locator().locate(file) }
    #expect(error?.path == path)
    #expect(error?.expected == file.checksum)
    #expect(error?.found != file.checksum)
  }

  @Test func withoutVariablesTheCacheIsInTheHomeFolder() {
    let error = #expect(throws: DataNotFoundError.self) {
      try DataLocator(
        environment: ["HOME": folder.path, "XDG_CACHE_HOME": "relative"], downloader: nil
      )
      .locate(file)
    }
    #expect(error?.searched == ["the cache (\(folder.path)/.cache/oneshot/omniglot)"])
  }

  @Test func anOfficialNameAsksForTheOfficialFile() throws {
    let path = try folder.write(contents, to: "asked/images_background_small1.zip")
    let error = #expect(throws: ChecksumError.self) {
      try Omniglot.load([.small1], in: "\(folder.path)/asked")
    }
    #expect(
      error?.description
        == "\(path): checksum differs, found MD5 5289df737df57326fcdd22597afb1fac, "
        + "expected MD5 e704a628b5459e08445c13499850abc4: damaged or not the published file")
    #expect(throws: DataNotFoundError.self) {
      try Omniglot.load([.small2], in: "\(folder.path)/asked")
    }
  }
}

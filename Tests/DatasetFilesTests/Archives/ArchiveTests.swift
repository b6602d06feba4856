import Files
import Foundation
import TestSupport
import Testing

@testable import DatasetFiles

@Suite struct ArchiveTests {
  private let folder: TemporaryFolder
  private var path: URL { folder["test.zip"] }
  /// Bytes that cannot be compressed.
  private let noise: [UInt8] = {
    var state: UInt32 = 1
    return (0..<20_000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
  }()

  init() throws { folder = try TemporaryFolder() }

  private func files() throws -> [Archive.File] {
    var files: [Archive.File] = []
    try Archive.forEachFile(inZip: path) { files.append($0) }
    return files
  }

  private func error(_ entries: [ArchiveWriting.Entry]) throws -> String {
    try ArchiveWriting.zip(entries, to: path)
    return #expect(throws: FileProblem.self) { try files() }?.description ?? ""
  }

  /// libarchive takes backslashes for what they are on Windows.
  private func slashed(_ name: String) -> String { String(name.map { $0 == "\\" ? "/" : $0 }) }

  @Test func filesComeInTheirOrderWithTheirContents() throws {
    try ArchiveWriting.zip(
      [.folder("b/"), .file("b/noise", noise), .file("a..b", [1, 2]), .file("empty", [])], to: path)
    #expect(
      try files() == [
        .init(path: "b/noise", contents: noise), .init(path: "a..b", contents: [1, 2]),
        .init(path: "empty", contents: []),
      ])
  }

  @Test(arguments: ["../evil", "a/../../evil", "a\\..\\evil", ".."])
  func pathsThatLeadOutAreRefused(name: String) throws {
    #expect(
      try error([.file("good", [1]), .file(name, [2])])
        == "\(path.relativePath)/\(slashed(name)): expected a path within the archive, found one that "
        + "leads out of it, which is refused")
  }

  @Test(arguments: ["/etc/evil", "\\evil", "C:\\evil"])
  func absolutePathsAreRefused(name: String) throws {
    #expect(
      try error([.file(name, [2])])
        == "\(path.relativePath)/\(slashed(name)): expected a path within the archive, found an absolute "
        + "path, which is refused")
  }

  @Test func linksAreRefused() throws {
    #expect(
      try error([.link("link", to: "/etc/passwd")])
        == "\(path.relativePath)/link: expected a file or a folder, found a link or a device, which is "
        + "refused")
  }

  @Test(arguments: [15_000, 30_000, 40_000])
  func whatIsTruncatedIsNamed(length: Int) throws {
    try ArchiveWriting.zip(
      [.file("first", noise), .file("second", noise), .file("third", [1])], to: path)
    let whole = try Files.read(path)
    for part in [whole.prefix(length), whole.dropLast(), whole.dropLast(30)] {
      try Files.write(Array(part), to: path)
      let error = #expect(throws: FileProblem.self) { try files() }
      #expect(
        error?.description
          == "\(path.relativePath): expected a whole zip archive, found a truncated one: the "
          + "directory at its end is missing")
    }
  }

  @Test(arguments: ArchiveFixtures.judged)
  func filesAreThoseOfPython(name: String) throws {
    var files: [Archive.File] = []
    try Archive.forEachFile(inZip: ArchiveFixtures.url(name)) { files.append($0) }
    let judge = try ArchiveFixtures.entries(name)
    #expect(
      !judge.isEmpty && files.map { Array($0.path.utf8) } == judge.map { Array($0.name.utf8) })
    #expect(files.map(\.contents) == judge.map(\.bytes))
  }

  @Test func bothOfTwoFilesOfOneNameAreGiven() throws {
    var names: [String] = []
    try Archive.forEachFile(inZip: ArchiveFixtures.url("duplicate")) { names.append($0.path) }
    #expect(names == ["a/0.png", "a/1.png", "b/0.png", "b/1.png", "a/0.png"])
  }

  @Test func anEncryptedFileIsRefusedIfItIsWanted() throws {
    let url = ArchiveFixtures.url("encrypted")
    let error = #expect(throws: FileProblem.self) { try Archive.forEachFile(inZip: url) { _ in } }
    #expect(error?.found == "an encrypted entry, which is not read")
    var count = 0
    try Archive.forEachFile(inZip: url, where: { $0 != "a/0.png" }) { _ in count += 1 }
    #expect(count == 3)
  }

  @Test func aDamagedFileIsNamed() throws {
    try ArchiveWriting.zip([.file("first", noise), .file("second", noise)], to: path)
    var bytes = try Files.read(path)
    for position in 30_000..<30_050 { bytes[position] ^= 0x55 }
    try Files.write(bytes, to: path)
    let error = try #require(#expect(throws: FileProblem.self) { try files() })
    #expect(error.path == path.relativePath + "/second")
    #expect(error.found.hasPrefix("damaged or truncated ones: "))
  }

  @Test func whatIsNoArchiveIsNamed() throws {
    try Files.write(Array("no archive at all".utf8), to: path)
    let error = try #require(#expect(throws: FileProblem.self) { try files() })
    #expect(error.path == path.relativePath)
    #expect(error.expected == "a whole zip archive")
    let missing = #expect(throws: FileProblem.self) {
      try Archive.forEachFile(inZip: folder["none.zip"]) { _ in }
    }
    #expect(
      missing?.path == "\(folder.path)/none.zip" && missing?.found == "No such file or directory")
    #expect(throws: FileProblem.self) { try Archive.forEachFile(inZip: folder.url) { _ in } }
  }

  @Test func aBombIsStopped() throws {
    try ArchiveWriting.zip([.file("zeros", [UInt8](repeating: 0, count: 1 << 20))], to: path)
    let error = #expect(throws: FileProblem.self) {
      try Archive.forEachFile(inZip: path, limit: 1 << 16) { _ in }
    }
    #expect(error?.found == "more" && error?.expected == "at most 65536 bytes unpacked in all")
  }

  @Test func whatIsNotWantedIsNotUnpacked() throws {
    let zeros = [UInt8](repeating: 0, count: 1 << 20)
    try ArchiveWriting.zip([.file("zeros", zeros), .file("a", [1]), .file("b", [2])], to: path)
    var files: [Archive.File] = []
    try Archive.forEachFile(inZip: path, limit: 2, where: { $0 != "zeros" }) { files.append($0) }
    #expect(files.map(\.path) == ["a", "b"] && files.map(\.contents) == [[1], [2]])
    try ArchiveWriting.zip([.file("../a", [1])], to: path)
    #expect(throws: FileProblem.self) {
      try Archive.forEachFile(inZip: path, where: { _ in false }) { _ in }
    }
  }

  @Test func damageOfAGzipFileIsNoticed() throws {
    let path = folder["noise.gz"]
    try ArchiveWriting.gzip(noise, to: path)
    let whole = try Files.read(path)
    for place in stride(from: 20, to: whole.count, by: 997) {
      var damaged = whole
      damaged[place] ^= 0x10
      try Files.write(damaged, to: path)
      #expect(throws: FileProblem.self) { try Archive.gunzip(path) }
    }
    for place in whole.count - 8..<whole.count {
      var damaged = whole
      damaged[place] ^= 1
      try Files.write(damaged, to: path)
      #expect(throws: FileProblem.self) { try Archive.gunzip(path) }
    }
    // Files one after the other are what they hold one after the other.
    try Files.write(whole + whole, to: path)
    #expect(try Archive.gunzip(path) == noise + noise)
  }

  @Test func gzipIsUnpacked() throws {
    let path = folder["noise.gz"]
    try ArchiveWriting.gzip(noise, to: path)
    #expect(try Archive.gunzip(path) == noise)
    try Files.write(Array(try Files.read(path).prefix(9000)), to: path)
    #expect(throws: FileProblem.self) { try Archive.gunzip(path) }
    try Files.write([1, 2, 3], to: path)
    let error = #expect(throws: FileProblem.self) { try Archive.gunzip(path) }
    #expect(
      error?.description == "\(path.relativePath): expected a gzip file, found something else")
  }
}

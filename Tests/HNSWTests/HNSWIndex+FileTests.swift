import Autograd
import EmbeddingSearch
import Files
import Foundation
import Tensor
import TestSupport
import Testing

@testable import HNSW

@Suite(.serialized) struct HNSWIndexFileTests {
  private func sample(_ count: Int, width: Int = 8) throws -> HNSWIndex {
    let index = try HNSWIndex(
      dimensions: width, metric: .cosine.scaled(by: 10, adding: 2),
      settings: .init(links: 4, buildCandidates: 30, seed: 2), searchCandidates: 31)
    try index.add(HNSWIndexTests.clusters(count, width, seed: 1), ids: (0..<count).map { $0 * 3 })
    return index
  }

  @Test func whatIsSavedIsRead() throws {
    let folder = try TemporaryFolder()
    let index = try sample(1000)
    try index.remove((0..<100).map { $0 * 3 })
    try index.save(to: folder["a"])
    let read = try HNSWIndex(contentsOf: folder["a"])
    #expect(read.count == 900 && read.searchCandidates == 31 && read.settings == index.settings)
    let queries = HNSWIndexTests.clusters(50, 8, seed: 2)
    #expect(try read.search(queries, k: 5) == index.search(queries, k: 5))
    // It grows like any other, also by a number that was there before.
    try read.add(queries, ids: [0] + (0..<49).map { $0 * 3 + 1 })
    #expect(try read.search(queries[0..<1], k: 1)[0][0].id == 0)
    try read.save(to: folder["a"])
    #expect(try HNSWIndex(contentsOf: folder["a"]).count == 950)
    #expect(folder.names == ["a"])
  }

  @Test func anEmptyOneToo() throws {
    let folder = try TemporaryFolder()
    try HNSWIndex(dimensions: 3).save(to: folder["a"])
    let read = try HNSWIndex(contentsOf: folder["a"])
    try read.add(Tensor([[1, 2, 3]]), ids: [4])
    #expect(try read.search(Tensor([[1, 2, 3]]), k: 1) == [[EmbeddingMatch(id: 4, score: 14)]])
  }

  /// Every third byte, and many lengths.
  @Test func damageIsNoticed() throws {
    let folder = try TemporaryFolder()
    try sample(12, width: 3).save(to: folder["a"])
    let bytes = try Files.read(folder["a"])
    for place in stride(from: 0, to: bytes.count, by: 3) {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      try folder.write(damaged, to: "b")
      #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["b"]) }
    }
    for length in stride(from: 0, to: bytes.count, by: 11) {
      try folder.write(Array(bytes.prefix(length)), to: "b")
      #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["b"]) }
    }
    #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["missing"]) }
  }

  /// Files whose checksums somebody set right: what is opened leads nowhere that it should not.
  @Test func aGraphIsCheckedWhateverItsChecksum() throws {
    let folder = try TemporaryFolder()
    try sample(40, width: 2).save(to: folder["a"])
    let bytes = try Files.read(folder["a"])
    let (header, end) = try HNSWFile.form.read(
      HNSWFile.Header.self, of: MappedFile(folder["a"]))
    var random = SeededGenerator(seed: 1)
    var (opened, refused) = (0, 0)
    for _ in 0..<600 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: end..<bytes.count, using: &random)
        changed[place] = UInt8.random(in: 0...255, using: &random)
      }
      try folder.write(changed, to: "b")
      let file = try MappedFile(folder["b"])
      let sum = file.checksum(try HNSWFile(header, after: end, of: file))
      let right = header.with(checksum: sum)
      let start = try HNSWFile.form.encoded(right, for: folder["b"])
      try folder.write(start + changed[end...], to: "b")
      if let index = try? HNSWIndex(contentsOf: folder["b"]) {
        opened += 1
        let found = try index.search(Tensor([[1, 2], [-3, 1]]), k: 50)
        #expect(found.allSatisfy { $0.count <= 40 })
      } else {
        refused += 1
      }
    }
    // Scalars may be any; links, layers and numbers may not.
    #expect(opened > 40 && refused > 120, "\(opened) opened, \(refused) refused")
  }

  /// A file of a megabyte that speaks of terabytes is refused for that, before there is room for them.
  @Test func noMemoryIsTakenForRowsThatAreNotThere() throws {
    let folder = try TemporaryFolder()
    let rows = 100_000
    let whole = HNSWFile.Header(
      dimensions: 1 << 24, metric: MetricRecord(.innerProduct), settings: .init(),
      searchCandidates: 64, rows: rows, largestLevel: 0, entry: 0, blockBytes: 1, linkBytes: 68,
      linksBytes: 0, checksum: 0)
    // Rows that were removed have ids below 0.
    let body = [UInt8](repeating: 0xFF, count: 8 * rows) + [UInt8](repeating: 0, count: 5 * rows)
    try folder.write(HNSWFile.form.encoded(whole, for: folder["a"]) + body, to: "a")
    let file = try MappedFile(folder["a"])
    let (header, end) = try HNSWFile.form.read(HNSWFile.Header.self, of: file)
    let sum = file.checksum(try HNSWFile(header, after: end, of: file))
    try folder.write(
      HNSWFile.form.encoded(header.with(checksum: sum), for: folder["a"]) + body, to: "a")
    let problem = #expect(throws: FileProblem.self) { try HNSWIndex(contentsOf: folder["a"]) }
    #expect(problem?.found.contains("rows are of another size") == true, "\(problem as Any)")
  }
}

extension HNSWFile.Header {
  fileprivate func with(checksum: UInt64) -> Self {
    Self(
      dimensions: dimensions, metric: metric, settings: settings,
      searchCandidates: searchCandidates, rows: rows, largestLevel: largestLevel, entry: entry,
      blockBytes: blockBytes, linkBytes: linkBytes, linksBytes: linksBytes, checksum: checksum)
  }
}

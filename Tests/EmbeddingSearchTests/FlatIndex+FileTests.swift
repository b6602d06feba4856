import Autograd
import Basics
import EmbeddingSearch
import Files
import Foundation
import Tensor
import TestSupport
import Testing

@Suite struct FlatIndexFileTests {
  static let storages: [EmbeddingStorage] = [
    .float32, .float16, .int8(reranking: .float16), .int8(reranking: nil, candidates: 2),
  ]

  private func sample(
    _ storage: EmbeddingStorage = .float32, metric: EmbeddingMetric = .innerProduct,
    count: Int = 50
  ) throws -> FlatIndex {
    var index = FlatIndex(dimensions: 9, metric: metric, storage: storage)
    try index.add(wholeRows(count, 9, seed: 1), ids: (0..<count).map { $0 * 5 })
    return index
  }

  @Test(arguments: storages)
  func whatIsSavedIsOpened(_ storage: EmbeddingStorage) throws {
    let folder = try TemporaryFolder()
    let metric = EmbeddingMetric.squaredL2(weights: (0..<9).map { Float($0) / 7 })
      .scaled(by: 0.3, adding: 0.1)
    var index = try sample(storage, metric: metric)
    try index.save(to: folder["a.index"])
    var opened = try FlatIndex(contentsOf: folder["a.index"])
    #expect(opened.storage == storage && opened.dimensions == 9 && opened.count == 50)
    let queries = wholeRows(6, 9, seed: 2)
    #expect(try opened.search(queries, k: 60) == index.search(queries, k: 60))
    // It is changed like any other, and the file stays as it was.
    for change in 0..<2 {
      try index.remove([5 * change])
      try opened.remove([5 * change])
      try index.add(queries[change..<change + 1], ids: [1000 + change])
      try opened.add(queries[change..<change + 1], ids: [1000 + change])
    }
    #expect(try opened.search(queries, k: 60) == index.search(queries, k: 60))
    #expect(try FlatIndex(contentsOf: folder["a.index"]).contains(5))
    try opened.save(to: folder["a.index"])
    #expect(try FlatIndex(contentsOf: folder["a.index"]).ids.sorted() == index.ids.sorted())
    #expect(folder.names == ["a.index"])
  }

  @Test func anEmptyOneToo() throws {
    let folder = try TemporaryFolder()
    try FlatIndex(dimensions: 3).save(to: folder["a"])
    var opened = try FlatIndex(contentsOf: folder["a"])
    #expect(opened.count == 0)
    try opened.add(Tensor([[1, 2, 3]]), ids: [0])
    #expect(opened.count == 1)
  }

  @Test func aMetricOfTheCallersIsGivenAgain() throws {
    let folder = try TemporaryFolder()
    let metric = EmbeddingMetric.custom("mine") { a, b in .zeros([a.shape[0], b.shape[0]]) }
    try sample(metric: metric).save(to: folder["a"])
    #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["a"]) }
    #expect(throws: FileProblem.self) {
      try FlatIndex(contentsOf: folder["a"], metric: .custom("other") { a, _ in a })
    }
    #expect(try FlatIndex(contentsOf: folder["a"], metric: metric).count == 50)
  }

  /// A bit of every byte of a small file, and many lengths.
  @Test(arguments: [storages[0], storages[2]])
  func damageIsNoticed(_ storage: EmbeddingStorage) throws {
    let folder = try TemporaryFolder()
    try sample(storage, count: 3).save(to: folder["a"])
    let bytes = try Files.read(folder["a"])
    var padding = 0
    for place in bytes.indices {
      var damaged = bytes
      damaged[place] ^= 1 << (place % 8)
      try folder.write(damaged, to: "b")
      // What fills up to the next part is nobody's.
      if let opened = try? FlatIndex(contentsOf: folder["b"]) {
        padding += 1
        #expect(opened.ids.sorted() == [0, 5, 10])
      }
    }
    #expect(padding < 4 * 64)
    for length in stride(from: 0, to: bytes.count, by: 7) {
      try folder.write(Array(bytes.prefix(length)), to: "b")
      #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["b"]) }
    }
    try folder.write(bytes + [0], to: "b")
    #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["b"]) }
  }

  @Test func rowsNeedNotBeChecked() throws {
    let folder = try TemporaryFolder()
    try sample().save(to: folder["a"])
    var bytes = try Files.read(folder["a"])
    bytes[bytes.count - 100] ^= 1
    try folder.write(bytes, to: "a")
    #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["a"]) }
    #expect(try FlatIndex(contentsOf: folder["a"], metric: nil, checksRows: false).count == 50)
  }

  /// With its checksum, but one byte longer: what follows would lie where no number of 8 bytes does.
  @Test func aHeaderEndsWhereNumbersMayBegin() throws {
    let folder = try TemporaryFolder()
    try sample().save(to: folder["a"])
    let bytes = try Files.read(folder["a"])
    let start = Array("OneShot flat index 1\n".utf8)
    let size = Int(bytes[start.count]) | Int(bytes[start.count + 1]) << 8
    let end = start.count + 16 + size
    let text = bytes[start.count + 16..<end] + [0x20]
    var check = DamageCheck()
    Array(text).withUnsafeBytes { check.add($0) }
    var changed = start
    for number in [UInt64(text.count), check.value] {
      withUnsafeBytes(of: number.littleEndian) { changed += $0 }
    }
    try folder.write(changed + text + bytes[end...], to: "b")
    let problem = #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["b"]) }
    #expect(problem?.found.contains("a header that ends at byte \(end + 1)") == true)
  }

  @Test func aFileThatIsMissingIsNamed() throws {
    let folder = try TemporaryFolder()
    #expect(throws: FileProblem.self) { try FlatIndex(contentsOf: folder["missing"]) }
  }
}

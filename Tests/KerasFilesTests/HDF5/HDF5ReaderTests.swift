import Files
import Foundation
import Tensor
import TestSupport
import Testing

@testable import KerasFiles

@Suite struct HDF5ReaderTests {
  private func arrays(_ bytes: [UInt8]) throws -> [HDF5Reader.Array] {
    try HDF5Reader.arrays(of: FileReader(bytes, place: "memory"))
  }

  /// `Tests/Fixtures/judges/weights.py` writes the files with h5py.
  private static func file(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: Fixture.folder.appending(path: "HDF5/\(name).h5")))
  }

  @Test(arguments: ["packed", "chunked", "newer"])
  func readsWhatLibhdf5Writes(_ name: String) throws {
    let read = try arrays(Self.file(name))
    #expect(read.map(\.path) == (0..<6).map { "layers/dense/vars/\($0)" })
    #expect(read.allSatisfy { $0.groupName == "dense_ä" })
    #expect(read[0].tensor == Tensor.range(0..<35).reshaped(to: [5, 7]))
    #expect(read[1].tensor == Tensor.range(0..<7))
    #expect(read[2].tensor == Tensor(2.5))
    #expect(read[3].tensor == nil)
    #expect(read[4].tensor == Tensor.range(0..<3))
    #expect(read[5].tensor?.shape == [0, 3])
  }

  /// Bytes made others, and files cut off: they are read or refused.
  @Test(arguments: ["packed", "newer"])
  func damageIsRefusedOrHarmless(_ name: String) throws {
    let whole = try Self.file(name)
    for place in stride(from: 0, to: whole.count, by: 13) {
      var damaged = whole
      damaged[place] ^= 0xFF
      _ = try? arrays(damaged)
    }
    for count in stride(from: 0, to: whole.count, by: 331) {
      _ = try? arrays(Array(whole.prefix(count)))
    }
  }

  /// Trees and headers that name themselves, or the same bytes again and again.
  @Test func whatNamesItselfIsRefused() throws {
    let whole = try Self.file("packed")
    for signature in ["TREE", "SNOD"] {
      // Each address of another node becomes that of this one.
      let place = try #require(whole.firstRange(of: Array(signature.utf8))?.lowerBound)
      let address = (0..<8).map { UInt8(truncatingIfNeeded: place >> (8 * $0)) }
      for other in stride(from: place + 8, to: min(place + 96, whole.count - 8), by: 8) {
        var looped = whole
        looped.replaceSubrange(other..<other + 8, with: address)
        _ = try? arrays(looped)
      }
    }
  }

  @Test func readsWhatTheWriterWrote() throws {
    let bytes = try HDF5Writer.bytes(
      of: [
        ("a/vars/0", Tensor([[1, 2], [3, 4]])), ("a/vars/1", Tensor(5)),
        ("b/vars/0", .zeros([0, 2])), ("top", Tensor([6])),
      ], names: ["a/vars": "ä"], place: "memory")
    let read = try arrays(bytes)
    #expect(read.map(\.path) == ["a/vars/0", "a/vars/1", "b/vars/0", "top"])
    #expect(read.map(\.groupName) == ["ä", "ä", nil, nil])
    #expect(read[0].tensor == Tensor([[1, 2], [3, 4]]))
    #expect(read[1].tensor == Tensor(5))
    #expect(read[2].tensor?.shape == [0, 2])
    for count in stride(from: 0, to: bytes.count, by: 97) {
      let problem = #expect(throws: FileProblem.self) { try arrays(Array(bytes.prefix(count))) }
      #expect(problem?.path.hasPrefix("memory") == true)
    }
  }

  /// A dimension that is made larger in the file declares scalars that are not there.
  @Test func scalarsThatAreNotThereTakeNoMemory() throws {
    let bytes = try HDF5Writer.bytes(
      of: [("x", Tensor([Float](repeating: 1, count: 7919)))], place: "memory")
    let size = (0..<8).map { UInt8(truncatingIfNeeded: 7919 >> (8 * $0)) }
    let place = try #require(bytes.firstRange(of: size)?.lowerBound)
    var large = bytes
    large[place + 4] = 1
    #expect(throws: FileProblem.self) { try arrays(large) }
    // And the size that the file says they take in it, which nothing else contradicts.
    let stored = (0..<8).map { UInt8(truncatingIfNeeded: (4 * 7919) >> (8 * $0)) }
    let sizePlace = try #require(large.firstRange(of: stored)?.lowerBound)
    large[sizePlace + 4] = 4
    let problem = #expect(throws: FileProblem.self) { try arrays(large) }
    #expect(problem?.found == "a file without them")
  }
}

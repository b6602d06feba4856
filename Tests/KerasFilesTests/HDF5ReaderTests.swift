import Files
import Tensor
import Testing

@testable import KerasFiles

@Suite struct HDF5ReaderTests {
  private func arrays(_ bytes: [UInt8]) throws -> [HDF5Reader.Array] {
    try HDF5Reader.arrays(ofFile: "", bytes: bytes, place: "memory")
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
  }
}

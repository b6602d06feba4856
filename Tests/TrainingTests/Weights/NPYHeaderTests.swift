import Files
import Tensor
import Testing

@testable import Training

@Suite struct NPYHeaderTests {
  private func bytes(_ header: String, version: UInt8 = 1, data: Int = 0) -> [UInt8] {
    let text = Array(header.utf8)
    let size = version == 1 ? 2 : 4
    let length = (0..<size).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    return [0x93] + Array("NUMPY".utf8) + [version, 0] + length + text
      + [UInt8](repeating: 0, count: data)
  }

  /// Headers that a careless reader would follow out of the file, or take all memory for.
  @Test(arguments: [
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (500000000,), }", 8),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4), }", 0),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }", 4),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }", 4),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 3),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 5),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': 1, }", 4),
    ("{'descr': '<f4', 'fortran_order': 0, 'shape': (1,), }", 4),
    ("{'descr': 'f4', 'fortran_order': False, 'shape': (1,), }", 4),
    ("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", 4),
    ("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'more': 'x'}", 4),
    ("{'descr': '<f4', 'shape': (1,)}", 4), ("{'descr", 4), ("", 4),
  ])
  func refusesWhatIsNotAsItSays(_ header: String, _ count: Int) {
    let problem = #expect(throws: FileProblem.self) {
      try Tensor(npy: bytes(header, data: count), place: "hostile.npy")
    }
    #expect(problem?.path == "hostile.npy")
  }

  @Test func refusesHeadersBeyondTheFile() throws {
    let whole = bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", data: 8)
    #expect(try Tensor(npy: whole) == .zeros([2]))
    for count in 0..<whole.count {
      #expect(throws: FileProblem.self) { try Tensor(npy: Array(whole.prefix(count))) }
    }
    var long = bytes("{}", version: 2)
    long.replaceSubrange(8..<12, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(throws: FileProblem.self) { try Tensor(npy: long) }
    var version = whole
    version[6] = 4
    #expect(throws: FileProblem.self) { try Tensor(npy: version) }
  }

  @Test func hasAsManyAxesAsNumPy() throws {
    func header(_ axes: Int) -> [UInt8] {
      let shape = String(repeating: "1,", count: axes)
      return bytes("{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }", data: 4)
    }
    #expect(try Tensor(npy: header(64)).rank == 64)
    #expect(throws: FileProblem.self) { try Tensor(npy: header(65)) }
  }

  @Test func anEmptyAxisExcusesNothing() throws {
    for shape in ["(0, 4611686018427387904, 4)", "(4, 4611686018427387904, 0)"] {
      let header = "{'descr': '<f4', 'fortran_order': True, 'shape': \(shape), }"
      #expect(throws: FileProblem.self) { try Tensor(npy: bytes(header)) }
    }
    let header = "{'descr': '<f4', 'fortran_order': True, 'shape': (1000000, 0), }"
    #expect(try Tensor(npy: bytes(header)).shape == [1_000_000, 0])
  }
}

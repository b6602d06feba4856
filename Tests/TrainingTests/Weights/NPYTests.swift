import Autograd
import Files
import Foundation
import Tensor
import TestSupport
import Testing
import Training

@Suite struct NPYTests {
  static let folder = Fixture.folder.appending(path: "NPY")
  static let values = Fixture("NPY/values")

  @Test(arguments: [
    "little-f2", "big-f2", "little-f4", "big-f4", "little-f8", "big-f8", "fortran", "version-2",
    "version-3",
  ])
  func readsFloatsOfNumPy(_ name: String) throws {
    let array = try Tensor(npy: Self.folder.appending(path: "\(name).npy"))
    let expected = Self.values["float"]
    #expect(array.shape == expected.shape)
    if name.hasSuffix("f2") {
      expectClose(array, expected, tolerance: 0x1p-10)
    } else {
      #expect(array == expected)
    }
  }

  @Test(arguments: ["i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"])
  func readsIntegersOfNumPy(_ name: String) throws {
    let url = Self.folder.appending(path: "\(name).npy")
    let expected = Self.values["integers"] + (name.hasPrefix("u") ? Float(8) : 0)
    #expect(try Tensor(npy: url) == expected)
    #expect(throws: FileProblem.self) { try Tensor(npy: url, integers: .refused) }
  }

  @Test func readsTruthValuesScalarsAndNothing() throws {
    let truths = try Tensor(npy: Self.folder.appending(path: "b1.npy"))
    #expect(truths.scalars.prefix(4) == [1, 0, 0, 1])
    #expect(try Tensor(npy: Self.folder.appending(path: "scalar.npy")) == Tensor(42))
    #expect(try Tensor(npy: Self.folder.appending(path: "empty.npy")).shape == [0, 3])
  }

  @Test(arguments: ["complex", "text", "fields", "objects"])
  func refusesOtherScalars(_ name: String) throws {
    let problem = #expect(throws: FileProblem.self) {
      try Tensor(npy: Self.folder.appending(path: "\(name).npy"))
    }
    #expect(problem?.path.hasSuffix("\(name).npy") == true)
  }

  @Test func readsWhatItWrote() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.npy")
      let x = Tensor([[1, -2, 3], [0, 100, 6]])
      for type in ScalarType.allCases where type != .bfloat16 {
        try x.writeNPY(to: url, as: type)
        let expected =
          switch type {
          case .bool: Tensor([[1, 1, 1], [0, 1, 1]])
          case .uint8, .uint16, .uint32, .uint64: Tensor([[1, 0, 3], [0, 100, 6]])
          default: x
          }
        #expect(try Tensor(npy: url) == expected, "\(type)")
        #expect(try Data(contentsOf: url).count == 128 + 6 * size(of: type))
      }
      #expect(throws: FileProblem.self) { try x.writeNPY(to: url, as: .bfloat16) }
      // The length of such a header would be beyond its two bytes.
      let deep = Tensor.ones(Shape(Array(repeating: 1, count: 30_000)))
      #expect(throws: FileProblem.self) { try deep.writeNPY(to: url) }
      for shape: Shape in [[], [5], [0, 2], [1, 2, 3, 4]] {
        try Tensor.ones(shape).writeNPY(to: url)
        #expect(try Tensor(npy: url) == .ones(shape))
      }
      // As NumPy writes it, byte for byte.
      try Self.values["float"].writeNPY(to: url)
      #expect(
        try Data(contentsOf: url)
          == Data(contentsOf: Self.folder.appending(path: "little-f4.npy")))
    }
  }

  private func size(of type: ScalarType) -> Int {
    switch type {
    case .bool, .int8, .uint8: 1
    case .float16, .bfloat16, .int16, .uint16: 2
    case .float32, .int32, .uint32: 4
    case .float64, .int64, .uint64: 8
    }
  }
}

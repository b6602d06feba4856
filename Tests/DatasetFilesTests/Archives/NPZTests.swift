import DatasetFiles
import Files
import Foundation
import Tensor
import TestSupport
import Testing
import Training

@Suite struct NPZTests {
  static let folder = Fixture.folder.appending(path: "NPY")

  @Test(arguments: ["stored", "packed"]) func readsWhatNumPyWrote(_ name: String) throws {
    let url = Self.folder.appending(path: "\(name).npz")
    let file = try Safetensors(npz: url)
    #expect(file.tensors.map(\.name) == ["weight"])
    #expect(file["weight"] == Fixture("NPY/values")["float"])
    #expect(file.skipped.map(\.name) == ["steps"])
    #expect(try Safetensors(npz: url, integers: .converted)["steps"] == Tensor([0, 1, 2]))
    let refused = #expect(throws: FileProblem.self) {
      try Safetensors(npz: url, integers: .refused)
    }
    #expect(refused?.path.hasSuffix("\(name).npz/steps.npy") == true)
    let limit = #expect(throws: FileProblem.self) { try Safetensors(npz: url, limit: 100) }
    #expect(limit?.expected == "at most 100 bytes unpacked in all")
  }

  @Test(arguments: [false, true]) func readsWhatItWrote(isPacked: Bool) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.npz")
      let file = Safetensors([
        ("a/b", Tensor([[1, 2], [3, 4]])), ("ü", Tensor(5)), ("0", .zeros([0])),
      ])
      try file.writeNPZ(to: url, isPacked: isPacked)
      let copy = try Safetensors(npz: url)
      #expect(copy.tensors.map(\.name) == ["a/b", "ü", "0"])
      #expect(copy["a/b"] == file["a/b"])
      #expect(copy["ü"] == Tensor(5))
      #expect(copy["0"]?.shape == [0])
      try file.writeNPZ(to: url, as: .float16, isPacked: isPacked)
      #expect(try Safetensors(npz: url)["a/b"] == file["a/b"])
      let large = Safetensors([("x", .zeros([1000, 1000]))])
      try large.writeNPZ(to: url, isPacked: isPacked)
      #expect(try Safetensors(npz: url)["x"] == large["x"])
      #expect((try Data(contentsOf: url).count < 100_000) == isPacked)
    }
  }

  @Test func refusesOtherArchivesAndNames() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "x.npz")
      let twice = Safetensors([("a", Tensor(1)), ("a", Tensor(2))])
      #expect(throws: FileProblem.self) { try twice.writeNPZ(to: url) }
      #expect(!FileManager.default.fileExists(atPath: url.path()))
      try Data("no archive".utf8).write(to: url)
      #expect(throws: FileProblem.self) { try Safetensors(npz: url) }
      let whole = try Data(contentsOf: Self.folder.appending(path: "packed.npz"))
      for count in [10, whole.count / 2, whole.count - 1] {
        try whole.prefix(count).write(to: url)
        #expect(throws: FileProblem.self) { try Safetensors(npz: url) }
      }
    }
  }
}

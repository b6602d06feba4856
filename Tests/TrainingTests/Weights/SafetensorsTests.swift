import Files
import Foundation
import Tensor
import TestSupport
import Testing
import Training

@Suite struct SafetensorsTests {
  @Test func readsEveryFloatingTypeOfTheReferenceWriter() throws {
    let url = Fixture.folder.appending(path: "Safetensors/python.safetensors")
    let file = try Safetensors(contentsOf: url)
    let values = try #require(file["single"])
    #expect(values.shape == [3, 4])
    #expect(file["double"] == values)
    #expect(
      file["half"]
        == Tensor([0, 0, 0x1p-24, -0x1p-15, 65504, .infinity, -.infinity, 0.5]))
    #expect(file["half"]?[scalarAt: 1].sign == .minus)
    let bfloat = try #require(file["bfloat"])
    expectClose(bfloat, Tensor([0, 1, -2.5, 3.140625, 1e38, .infinity]), tolerance: 0x1p-8)
    #expect(bfloat[scalarAt: 2] == -2.5)
    #expect(file["scalar"] == Tensor(42))
    #expect(file["empty"]?.shape == [0, 3])
    #expect(file.metadata == ["text": "Ελληνικά ᚠ 𝄞 \"\\ / \n\t"])
    #expect(file["missing"] == nil)
  }

  @Test func integersAreLeftOutUnlessTheyAreAskedFor() throws {
    let url = Fixture.folder.appending(path: "Safetensors/integers.safetensors")
    let file = try Safetensors(contentsOf: url)
    #expect(file.tensors.isEmpty)
    #expect(file.skipped == [SkippedTensor(name: "labels", reason: "type I64")])
    #expect("\(file.skipped[0])" == "labels (type I64)")
    let converted = try Safetensors(contentsOf: url, integers: .converted)
    #expect(converted["labels"] == Tensor([0, 1, 2, 3]))
    #expect(converted.skipped.isEmpty)
    let error = #expect(throws: FileProblem.self) {
      try Safetensors(contentsOf: url, integers: .refused)
    }
    #expect(error?.path.hasSuffix("integers.safetensors") == true)
    #expect(error?.found == "type I64")
    #expect(error?.expected == "tensor labels of type F32, F16, BF16 or F64")
  }

  @Test func readsBytes() throws {
    let url = Fixture.folder.appending(path: "Safetensors/python.safetensors")
    let bytes = try Array(Data(contentsOf: url))
    let (file, same) = try (Safetensors(contentsOf: url), Safetensors(bytes: bytes))
    #expect(same.tensors.map(\.name) == file.tensors.map(\.name))
    #expect(same["half"] == file["half"])
    let problem = #expect(throws: FileProblem.self) {
      try Safetensors(bytes: bytes.dropLast(), place: "memory")
    }
    #expect(problem?.path == "memory")
  }

  @Test func readsWhatItWrote() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      var random = SeededGenerator(seed: 1)
      let file = Safetensors(
        [
          ("z", .normal([3, 5], using: &random)), ("a.ä\"\u{1}", Tensor(7)), ("none", .zeros([0])),
          ("special", Tensor([.nan, -.infinity, .leastNonzeroMagnitude])),
        ], metadata: ["line": "1\n2", "empty": ""])
      try file.write(to: url)
      let copy = try Safetensors(contentsOf: url)
      #expect(copy.tensors.map(\.name) == ["z", "a.ä\"\u{1}", "none", "special"])
      #expect(copy.metadata == file.metadata)
      #expect(copy["z"] == file["z"])
      #expect(copy["a.ä\"\u{1}"] == Tensor(7))
      #expect(copy["none"]?.shape == [0])
      #expect(copy["special"]?.scalars[0].isNaN == true)
      #expect(copy["special"]?.scalars[1...] == [-.infinity, .leastNonzeroMagnitude])
      #expect(try Data(contentsOf: url)[0] % 8 == 0, "scalars are aligned")
      #expect(try names(in: folder) == ["weights.safetensors"])
    }
  }

  /// Other bytes are another file, though capital digits say the same number.
  @Test func aChecksumInCapitalsIsRefused() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      try Safetensors([("a", Tensor(1))]).write(to: url, checksum: true)
      let whole = try Data(contentsOf: url)
      let digits = try #require(whole.firstRange(of: Data("oneshot.checksum\":\"".utf8))).upperBound
      let letter = try #require(
        (digits..<digits + 16).first { UInt8(ascii: "a")...UInt8(ascii: "f") ~= whole[$0] })
      var capital = whole
      capital[letter] ^= 0x20
      try capital.write(to: url)
      let error = #expect(throws: FileProblem.self) { try Safetensors(contentsOf: url) }
      #expect(error?.expected == "a checksum of 16 hexadecimal digits")
    }
  }

  @Test func keepsTheOldFileWhereTheNewOneCannotBeWritten() throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "weights.safetensors")
      try Safetensors([("a", Tensor(1))]).write(to: url)
      let twice = Safetensors([("a", Tensor(2)), ("a", Tensor(3))])
      let error = #expect(throws: FileProblem.self) { try twice.write(to: url) }
      #expect(error?.found == "another a")
      #expect(try Safetensors(contentsOf: url)["a"] == Tensor(1))
      let reserved = Safetensors([("__metadata__", Tensor(2))])
      #expect(throws: FileProblem.self) { try reserved.write(to: url) }
      let nowhere = folder.appending(path: "missing/weights.safetensors")
      let missing = #expect(throws: FileProblem.self) {
        try Safetensors([("a", Tensor(1))]).write(to: nowhere)
      }
      #expect(missing?.found == "No such file or directory")
      // A folder cannot be replaced by a file: nothing temporary stays behind.
      let folderInTheWay = folder.appending(path: "folder")
      try FileManager.default.createDirectory(at: folderInTheWay, withIntermediateDirectories: true)
      #expect(throws: FileProblem.self) {
        try Safetensors([("a", Tensor(1))]).write(to: folderInTheWay)
      }
      #expect(try names(in: folder) == ["folder", "weights.safetensors"])
    }
  }

  @Test func saysWhyAFileCannotBeOpened() throws {
    try inTemporaryFolder { folder in
      let missing = #expect(throws: FileProblem.self) {
        try Safetensors(contentsOf: folder.appending(path: "missing.safetensors"))
      }
      #expect(missing?.found == "No such file or directory")
      #expect(
        missing?.description.contains("missing.safetensors: expected a readable file") == true)
      #expect(throws: FileProblem.self) { try Safetensors(contentsOf: folder) }
    }
  }

  @Test(arguments: [0, 7, 8, 9, 20, 60])
  func rejectsTruncatedFiles(_ length: Int) throws {
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "whole.safetensors")
      try Safetensors([("a", Tensor([1, 2]))]).write(to: url)
      let data = try Data(contentsOf: url)
      #expect(data.count > length)
      let truncated = folder.appending(path: "truncated.safetensors")
      try data.prefix(length).write(to: truncated)
      #expect(throws: FileProblem.self) { try Safetensors(contentsOf: truncated) }
    }
  }

  private func names(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
  }
}

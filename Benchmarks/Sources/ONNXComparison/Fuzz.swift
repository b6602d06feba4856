import ArgumentParser
import Foundation
import ONNXFiles
import OneShot

/// Damaged files, none of which may bring the program down.
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read files that are damaged at random.",
    discussion: """
      Each is a file of the folder, of at most 20 kB, in which some bytes are changed, taken out or \
      repeated. It is read and, where that succeeds, built for inputs of the size that it declares. The \
      file at hand is in `last.onnx` of the working folder, best one in memory such as /dev/shm, in case \
      the program ends before its time. \
      For the address sanitizer: swift run --sanitize address ONNXComparison fuzz …
      """)

  @Argument(help: "Files to damage: what Peers/onnx_nodes.py made, or Tests/Fixtures/ONNX.")
  var folder: String

  @Option(help: "How many files are read.")
  var count = 100_000

  @Option(help: "Determines the damage.")
  var seed: UInt64 = 1

  func run() throws {
    let files = try Self.readable(in: URL(filePath: folder))
    guard !files.isEmpty else { throw ValidationError("no files that can be read in \(folder)") }
    var random = SeededGenerator(seed: seed)
    let url = URL(filePath: "last.onnx")
    var (read, built) = (0, 0)
    for _ in 0..<count {
      try Self.damaged(files.randomElement(using: &random)!, using: &random).write(to: url)
      guard let model = try? ONNXModel(contentsOf: url) else { continue }
      read += 1
      let inputs = model.inputs.map { input in
        let sizes = (input.shape ?? [1, 3, 8, 8]).map { min($0 ?? 2, 16) }
        return (input.name, Tensor.uniform(Shape(sizes), using: &random))
      }
      let values = Dictionary(inputs) { first, _ in first }
      if (try? model.outputs(for: values)) != nil { built += 1 }
    }
    print("\(count) files: \(read) could be read, \(built) computed something")
  }

  /// Small files that are sound.
  private static func readable(in folder: URL) throws -> [Data] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "onnx" && (try? ONNXModel(contentsOf: $0)) != nil }
      .sorted { $0.path() < $1.path() }
      .compactMap { try? Data(contentsOf: $0) }.filter { $0.count <= 20_000 }
  }

  private static func damaged(_ data: Data, using random: inout SeededGenerator) -> Data {
    var bytes = Array(data)
    for _ in 0..<Int.random(in: 1...2, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
      // Mostly what leaves the file's structure as it is.
      switch Int.random(in: 0..<16, using: &random) {
      case 5...9: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 10...15: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 2...4:
        let interesting: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
        bytes[place] = interesting.randomElement(using: &random)!
      default: break
      }
    }
    return Data(bytes)
  }
}

import ArgumentParser
import Foundation
import ONNXFiles
import OneShot

/// How far ONNXFiles is from ONNX Runtime and from the node tests of the package `onnx`.
@main
struct ONNXComparison: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare ONNX files read and written here with ONNX Runtime.",
    subcommands: [Models.self, Nodes.self, Exports.self, Fuzz.self])
}

/// The files with the cases in a folder, by name.
func cases(in folder: String) throws -> [(name: String, model: URL, numbers: Safetensors)] {
  let folder = URL(filePath: folder)
  return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    .filter { $0.pathExtension == "onnx" }
    .sorted { $0.lastPathComponent < $1.lastPathComponent }
    .map { url in
      let name = url.deletingPathExtension().lastPathComponent
      let numbers = try Safetensors(
        contentsOf: folder.appending(path: "\(name).safetensors"))
      return (name, url, numbers)
    }
}

/// Whole networks.
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare the networks that Peers/onnx_models.py wrote.",
    discussion: """
      The difference is the largest of all scalars over the largest magnitude. Seconds are medians for \
      two images of 224×224. The command fails where a difference is above 1e-4.
      """)

  @Argument(help: "What Peers/onnx_models.py made.")
  var folder: String

  @Option(help: "Only the network of this name.")
  var only: String?

  func run() throws {
    print("| network | largest difference | seconds | ONNX Runtime's | to load |")
    print("| --- | --- | --- | --- | --- |")
    var isClose = true
    for (name, url, numbers) in try cases(in: folder) where only == nil || only == name {
      guard let input = numbers["input"], let output = numbers["output"] else { continue }
      do {
        let start = ContinuousClock.now
        var model = try ONNXModel(contentsOf: url)
        let load = (ContinuousClock.now - start) / .seconds(1)
        try model.build(for: input.shape.droppingFirst)
        let found = model(input)
        let difference = relativeDifference(found, output)
        isClose = isClose && difference <= 1e-4
        let times = (0..<7).map { _ in
          let start = ContinuousClock.now
          _ = model(input)
          return (ContinuousClock.now - start) / .seconds(1)
        }
        let theirs = numbers["seconds"]?.scalars.first ?? .nan
        print(
          "| \(name) | \(difference) | \(shown(times.sorted()[3])) | \(shown(Double(theirs))) | "
            + "\(shown(load)) |")
      } catch {
        isClose = false
        print("| \(name) | \(error) |")
      }
    }
    if !isClose { throw ExitCode.failure }
  }

  private func shown(_ seconds: Double) -> String { String(format: "%.4f", seconds) }
}

/// The largest difference over the largest magnitude, infinite for other shapes.
func relativeDifference(_ found: Tensor, _ expected: Tensor) -> Float {
  guard found.shape == expected.shape else { return .infinity }
  let largest = expected.scalars.reduce(0) { max($0, abs($1)) }
  let difference = zip(found.scalars, expected.scalars).reduce(Float(0)) {
    let difference = abs($1.0 - $1.1)
    return difference.isNaN ? .infinity : max($0, difference)
  }
  return difference / (largest == 0 ? 1 : largest)
}

/// Graphs of a node or few.
struct Nodes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run the node tests that Peers/onnx_nodes.py wrote.",
    discussion: """
      A case has passed if every scalar is within 1e-3 of the expected one's magnitude, as the package \
      itself asks. The command fails if one that is not refused is wrong.
      """)

  @Argument(help: "What Peers/onnx_nodes.py made.")
  var folder: String

  @Flag(help: "Print why each case was refused.")
  var verbose = false

  func run() throws {
    var (passed, refused, wrong) = (0, 0, [String]())
    for (name, url, numbers) in try cases(in: folder) {
      do {
        let model = try ONNXModel(contentsOf: url)
        let inputs = numbers.tensors.filter { $0.name.hasPrefix("input.") }
          .map { (String($0.name.dropFirst(6)), $0.tensor) }
        let outputs = try model.outputs(for: Dictionary(uniqueKeysWithValues: inputs))
        let differs = numbers.tensors.filter { $0.name.hasPrefix("output.") }
          .contains { name, expected in
            outputs[String(name.dropFirst(7))].map { !Self.isClose($0, expected) } ?? true
          }
        if differs { wrong.append(name) } else { passed += 1 }
      } catch {
        refused += 1
        if verbose { print(name, error) }
      }
    }
    print("\(passed) passed, \(refused) refused, \(wrong.count) wrong")
    for name in wrong { print("  wrong: \(name)") }
    if !wrong.isEmpty { throw ExitCode.failure }
  }

  private static func isClose(_ found: Tensor, _ expected: Tensor) -> Bool {
    found.shape == expected.shape
      && zip(found.scalars, expected.scalars).allSatisfy { a, b in
        a == b || (a.isNaN && b.isNaN) || abs(a - b) <= 1e-7 + 1e-3 * abs(b)
      }
  }
}

import ArgumentParser
import Foundation
import OneShot

/// A file that judge.py wrote: cases, and their tensors under names such as `17.grad0`.
struct JudgedFile {
  let cases: [JudgedCase]
  private let tensors: [String: Tensor]

  init(_ url: URL) throws {
    let file = try Safetensors(contentsOf: url, integers: .converted)
    guard let text = file.metadata["cases"] else {
      throw FileProblem(url, found: "no cases among the metadata", expected: "a file of judge.py")
    }
    cases = try JSONDecoder().decode([JudgedCase].self, from: Data(text.utf8))
    tensors = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0.tensor) })
  }

  /// The files in a folder, in order.
  static func list(in folder: String) throws -> [URL] {
    let entries = try? FileManager.default.contentsOfDirectory(
      at: URL(filePath: folder), includingPropertiesForKeys: nil)
    let files = (entries ?? []).filter { $0.pathExtension == "safetensors" }
    guard !files.isEmpty else {
      throw ValidationError(
        "found no .safetensors file in \(folder), expected those of judge.py --output \(folder)")
    }
    return files.sorted { $0.path < $1.path }
  }

  /// A tensor of a case, nil if there is none of that name.
  subscript(judged: JudgedCase, name: String) -> Tensor? { tensors["\(judged.number).\(name)"] }

  /// Those called `name0`, `name1` and so on.
  func list(_ judged: JudgedCase, _ name: String) -> [Tensor] {
    var list: [Tensor] = []
    while let tensor = self[judged, "\(name)\(list.count)"] { list.append(tensor) }
    return list
  }
}

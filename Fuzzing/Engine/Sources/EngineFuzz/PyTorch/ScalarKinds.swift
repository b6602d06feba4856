import Foundation
import OneShot

extension JudgedKind {
  /// Types of scalars in files, to the bit.
  static let scalars: [String: JudgedKind] = [
    // Reading the file of the cases has converted them.
    "scalars that are read": JudgedKind { $1[0] },
    "scalars that are rounded": JudgedKind { judged, inputs in
      let url = FileManager.default.temporaryDirectory
        .appending(path: "engine-fuzz-\(getpid()).safetensors")
      defer { try? FileManager.default.removeItem(at: url) }
      guard let precision = Safetensors.Precision(rawValue: judged.word("type")) else {
        throw JudgeError("a type \(judged.word("type"))")
      }
      try Safetensors([("x", inputs[0])]).write(to: url, as: precision)
      return try Safetensors(contentsOf: url)["x"]!
    },
  ]
}

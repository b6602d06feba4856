import Foundation

/// What libFuzzer printed.
struct Report {
  /// How many inputs were tried.
  private(set) var inputs = 0
  /// What was wrong, in one line; nil if nothing was.
  private(set) var finding: String?
  /// The file with the input that it was wrong with.
  private(set) var artifact: String?

  init(_ text: String) {
    var stop: String?
    for line in text.split(whereSeparator: \.isNewline) {
      if let count = line.after("stat::number_of_executed_units:") {
        inputs = Int(count.trimmingCharacters(in: .whitespaces)) ?? 0
      }
      if let path = line.after("Test unit written to ") { artifact = String(path) }
      if let summary = line.after("SUMMARY: ") { finding = String(summary) }
      if line.contains("Fatal error") { stop = stop ?? String(line) }
    }
    // What stopped the program says more than that it was stopped.
    if let stop, finding != nil { finding = stop }
  }
}

extension Substring {
  fileprivate func after(_ start: String) -> Substring? {
    range(of: start).map { self[$0.upperBound...] }
  }
}

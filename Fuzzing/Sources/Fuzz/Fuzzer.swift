import CLibFuzzer
import Foundation

/// libFuzzer, which makes inputs of those whose way through the program was new.
enum Fuzzer {
  private struct Job: Sendable {
    let target: Target
    let folder: URL
  }

  /// Set once, before there are inputs.
  nonisolated(unsafe) private static var job: Job?

  /// Runs a target with options of libFuzzer, which ends the program at the first finding.
  ///
  /// - Returns: The status of the program otherwise.
  static func run(_ target: Target, folder: URL, options: [String]) -> Int32 {
    job = Job(target: target, folder: folder)
    var arguments = ([CommandLine.arguments[0]] + options).map { strdup($0) } + [nil]
    var count = Int32(arguments.count - 1)
    return arguments.withUnsafeMutableBufferPointer { buffer in
      var start = buffer.baseAddress
      return LLVMFuzzerRunDriver(&count, &start, testInput)
    }
  }

  fileprivate static func test(_ start: UnsafePointer<UInt8>?, _ count: Int) {
    guard let job else { return }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    // What a reader throws is as it should be.
    _ = try? job.target.test(Input(bytes: bytes, folder: job.folder))
  }
}

private func testInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  Fuzzer.test(start, count)
  return 0
}

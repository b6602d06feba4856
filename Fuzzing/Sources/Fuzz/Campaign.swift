import Foundation

/// Runs targets, each in a process of its own, and says what was found.
struct Campaign: Sendable {
  /// The most inputs for each target.
  let runs: Int
  /// The most seconds for each target; nil for as many as the runs take.
  let seconds: Int?
  /// How many findings end a target.
  let findings: Int
  /// How many targets run at a time.
  let jobs: Int
  /// Where inputs are kept that something was wrong with.
  let kept: URL
  /// Where inputs are kept whose way was new, in a folder for each target; nil for nowhere.
  let corpus: URL?
  /// A folder in memory.
  let scratch: URL

  /// What came of a target.
  struct Outcome: CustomStringConvertible {
    let target: String
    var inputs = 0
    var seconds = 0.0
    var findings: [String] = []

    var description: String {
      let time = String(
        format: "%.0f s, %.0f a second", seconds, Double(inputs) / max(seconds, 0.001))
      return "\(target): \(inputs) inputs, \(time), \(findings.count) findings"
    }
  }

  /// Runs each of the targets, and gives what came of it to `report`, in the order in which they end.
  func run(_ targets: [Target], report: (Outcome) -> Void) async throws {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for (index, target) in targets.enumerated() {
        if index >= jobs, let outcome = try await group.next() { report(outcome) }
        group.addTask { try await run(target) }
      }
      for try await outcome in group { report(outcome) }
    }
  }

  private func run(_ target: Target) async throws -> Outcome {
    let folder = scratch.appending(path: target.name)
    let seeds = folder.appending(path: "seeds")
    let corpus = corpus?.appending(path: target.name) ?? folder.appending(path: "corpus")
    for part in [seeds, corpus, kept] {
      try FileManager.default.createDirectory(at: part, withIntermediateDirectories: true)
    }
    defer { try? FileManager.default.removeItem(at: folder) }
    var list = Seeds(folder: seeds)
    try target.seeds(&list)
    var options =
      try limits + ["-max_len=\(target.longest)"] + dictionary(of: target, in: folder)
    options += ["-artifact_prefix=\(kept.path)/\(target.name)-", corpus.path, seeds.path]
    var outcome = Outcome(target: target.name)
    let start = ContinuousClock.now
    var round = 0
    while outcome.inputs < runs && outcome.findings.count < findings && round < 100 {
      round += 1
      outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
      let left = seconds.map { Double($0) - outcome.seconds }
      if let left, left < 1 { break }
      let rest = left.map { ["-max_total_time=\(Int($0))"] } ?? []
      let (status, text) = try await Self.fuzz(
        target, in: folder,
        options: options + rest + [
          "-runs=\(min(runs - outcome.inputs, Int(Int32.max)))", "-seed=\(round)",
        ])
      let report = Report(text)
      outcome.inputs += report.inputs
      outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
      if status == 0 { break }
      if try await wasSlowByChance(report, of: target, in: folder) { continue }
      let finding = report.finding ?? "ended with status \(status)"
      outcome.findings.append(finding)
      let name = report.artifact ?? kept.appending(path: "\(target.name)-unknown").path
      try text.write(toFile: name + ".log", atomically: false, encoding: .utf8)
      print("  \(target.name): \(finding)\n    \(name)")
    }
    return outcome
  }

  /// An input's seconds, ten if there is a core for each target, and megabytes in all and at once.
  private var limits: [String] {
    let cores = ProcessInfo.processInfo.activeProcessorCount
    let share = max(1, (jobs + cores - 1) / cores)
    return [
      "-timeout=\(10 * share)", "-rss_limit_mb=2048", "-malloc_limit_mb=1024",
      "-print_final_stats=1",
    ]
  }

  /// Whether what took too long does not when it is tried again: the machine had something else to do.
  private func wasSlowByChance(
    _ report: Report, of target: Target, in folder: URL
  ) async throws -> Bool {
    guard report.finding?.contains("timeout") == true, let artifact = report.artifact,
      try await Self.fuzz(target, in: folder, options: limits + [artifact]).status == 0
    else { return false }
    try FileManager.default.removeItem(atPath: artifact)
    return true
  }

  private func dictionary(of target: Target, in folder: URL) throws -> [String] {
    guard !target.words.isEmpty else { return [] }
    let file = folder.appending(path: "words")
    try target.words.map(Self.quoted).joined(separator: "\n")
      .write(to: file, atomically: false, encoding: .utf8)
    return ["-dict=\(file.path)"]
  }

  /// A character up to U+00FF is a byte, so that words need not be text.
  private static func quoted(_ word: String) -> String {
    let bytes = word.unicodeScalars.flatMap { scalar in
      scalar.value <= 0xFF ? [UInt8(scalar.value)] : Array(String(scalar).utf8)
    }
    let characters = bytes.map { byte in
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"")
      return isPlain && byte != UInt8(ascii: "\\")
        ? String(UnicodeScalar(byte)) : "\\x" + String(format: "%02X", byte)
    }
    return "\"\(characters.joined())\""
  }

  /// Runs this program again, as libFuzzer; its status, and what it printed.
  private static func fuzz(
    _ target: Target, in folder: URL, options: [String]
  ) async throws -> (status: Int32, text: String) {
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let output = try FileHandle(forWritingTo: log)
    defer { try? output.close() }
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["libfuzzer", target.name, folder.path, "--"] + options
    var environment = ProcessInfo.processInfo.environment
    // One input at a time; a stop is told by libFuzzer.
    environment["ONESHOT_THREADS"] = "1"
    environment["OPENBLAS_NUM_THREADS"] = "1"
    environment["SWIFT_BACKTRACE"] = "enable=no"
    environment["ASAN_OPTIONS"] = "detect_leaks=1"
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    // A task that waits takes no thread from another, of which there are as many as cores.
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in ended.resume() }
      do { try process.run() } catch { ended.resume(throwing: error) }
    }
    let text = String(decoding: try Data(contentsOf: log), as: UTF8.self)
    return (process.terminationStatus, text)
  }
}

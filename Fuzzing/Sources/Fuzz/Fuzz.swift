import ArgumentParser
import Foundation

@main
struct Fuzz: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tries the readers of files on inputs that no writer made.",
    subcommands: [Run.self, List.self, Try.self, LibFuzzer.self], defaultSubcommand: Run.self)
}

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Runs all targets, or some.")

  @Option(
    help: "The most inputs for each target; default 100000, or no limit if there are --seconds.")
  var runs: Int?
  @Option(help: "Only these targets, by name; repeatable.") var target: [String] = []
  @Option(help: "The most seconds for each target; default as many as the inputs take.")
  var seconds: Int?
  @Option(help: "How many targets run at a time.") var jobs = 1
  @Option(help: "How many findings end a target.") var findings = 1
  @Option(help: "Where inputs are kept that something was wrong with.")
  var kept = "findings"
  @Option(help: "Where inputs are kept whose way through the program was new; default nowhere.")
  var corpus: String?

  func validate() throws {
    if jobs < 1 { throw ValidationError("--jobs: found \(jobs), expected 1 or more") }
  }

  func run() async throws {
    let targets = target.isEmpty ? Target.all : try target.map(Target.named)
    let root =
      FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
    let scratch = URL(filePath: root).appending(path: "oneshot-fuzz-\(getpid())")
    defer { try? FileManager.default.removeItem(at: scratch) }
    let campaign = Campaign(
      runs: runs ?? (seconds == nil ? 100_000 : .max), seconds: seconds, findings: findings,
      jobs: jobs, kept: URL(filePath: kept), corpus: corpus.map { URL(filePath: $0) },
      scratch: scratch)
    var hasFindings = false
    try await campaign.run(targets) { outcome in
      print(outcome)
      fflush(nil)
      if !outcome.findings.isEmpty { hasFindings = true }
    }
    if hasFindings { throw ExitCode.failure }
  }
}

struct List: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Prints the names of the targets.")

  func run() { for target in Target.all { print(target.name) } }
}

struct Try: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try", abstract: "Tries a target on a file, such as one that was kept.")

  @Argument(help: "The target.") var target: String
  @Argument(help: "The file.") var file: String

  func run() throws {
    let target = try Target.named(target)
    let folder = FileManager.default.temporaryDirectory.appending(path: "oneshot-fuzz-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bytes = Array(try Data(contentsOf: URL(filePath: file)))
    do {
      try target.test(Input(bytes: bytes, folder: folder))
      print("read and used")
    } catch {
      print("refused: \(error)")
    }
  }
}

/// What `Run` starts.
struct LibFuzzer: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "libfuzzer", abstract: "Runs a target with options of libFuzzer.",
    shouldDisplay: false)

  @Argument var target: String
  @Argument var folder: String
  @Argument(parsing: .captureForPassthrough) var options: [String] = []

  func run() throws {
    let status = Fuzzer.run(
      try Target.named(target), folder: URL(filePath: folder),
      options: options.filter { $0 != "--" })
    throw ExitCode(status)
  }
}

extension Target {
  static func named(_ name: String) throws -> Target {
    guard let target = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name).joined(separator: ", ")
      throw ValidationError("found the target \(name), expected one of \(names)")
    }
    return target
  }
}

import Files
import Foundation
import TestSupport
import Testing

@testable import ExampleSupport

@Suite struct RunFolderTests {
  private let parent: TemporaryFolder
  private let path: String

  init() throws {
    parent = try TemporaryFolder()
    path = parent["run"].path(percentEncoded: false)
  }

  /// A checkpoint by its name; what it holds is not read here.
  private func leaveCheckpoint() throws {
    try parent.write([1], to: "run/checkpoints/checkpoint-000000007.safetensors")
  }

  @Test func anInterruptedRunTellsItsOptions() throws {
    try RunFolder(path).begin(with: ["--output", "a b"])
    try leaveCheckpoint()
    #expect(try RunFolder(path, resumes: true).interruptedArguments() == ["--output", "a b"])
  }

  @Test func theCommandIsThatOfTheWholeRun() throws {
    try RunFolder(path).begin(with: ["--output", "a b"])
    #expect(try RunFolder(path).command("Example") == "swift run Example --output 'a b'")
    #expect(commandLine("Example", ["--resume", "--x", ""]) == "swift run Example --x ''")
  }

  @Test(arguments: [("SIGHUP", Int32(129)), ("SIGINT", 130), ("SIGTERM", 143)])
  func theExitCodeTellsTheSignal(_ signal: String, _ code: Int32) throws {
    #expect(try RunFolder(path).interruption(signal, []).exitCode == code)
  }

  @Test func anInterruptedRunIsNotRemovedByAnother() throws {
    try RunFolder(path).begin(with: ["1"])
    try leaveCheckpoint()
    let problem = #expect(throws: FileProblem.self) { try RunFolder(path).begin(with: ["2"]) }
    #expect(problem?.found == "a run that was interrupted")
    #expect(try RunFolder(path).interruptedArguments() == ["1"])
    #expect(try RunFolder(path).checkpoints().files.count == 1)
  }

  @Test func afterARunThatIsDoneAnotherMayBegin() throws {
    let folder = try RunFolder(path)
    try folder.begin(with: ["1"])
    try leaveCheckpoint()
    folder.finish()
    try folder.begin(with: ["2"])
    #expect(try folder.checkpoints().files.isEmpty)
  }

  @Test func whatIsMissingOrDamagedIsSaid() throws {
    let missing = #expect(throws: FileProblem.self) { try RunFolder(path, resumes: true) }
    #expect(missing?.expected == "a run that was interrupted")
    #expect(parent.names.isEmpty, "no folder is made for a run that is not there")
    try leaveCheckpoint()
    try parent.write(Array("[1".utf8), to: "run/options.json")
    let damaged = #expect(throws: FileProblem.self) {
      try RunFolder(path, resumes: true).interruptedArguments()
    }
    #expect(damaged?.path.hasSuffix("options.json") == true)
  }

  @Test func filesKeepTheirLinks() throws {
    let folder = try RunFolder(path)
    try parent.write([1], to: "target")
    try FileManager.default.createSymbolicLink(
      at: folder.file("results.json"), withDestinationURL: parent["target"])
    try folder.write(Data([2, 3]), to: "results.json")
    #expect(try Files.read(parent["target"]) == [2, 3])
  }
}

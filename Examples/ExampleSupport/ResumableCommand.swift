import ArgumentParser
import OneShot

/// A command whose run goes on where it was interrupted, with the options that it began with.
public protocol ResumableCommand: ParsableCommand {
  /// Whether to go on with an interrupted run.
  var resume: Bool { get }

  /// Does the work; a folder of checkpoints tells how far it was.
  func work(in folder: RunFolder) throws
}

extension ResumableCommand {
  /// Begins a run with these arguments, or goes on with the one in the folder, whose arguments stand
  /// unless they are given anew.
  public func beginOrResume(in folder: RunFolder, _ arguments: [String]) throws {
    let options = arguments.filter { $0 != "--resume" }
    guard resume else {
      try folder.begin(with: options)
      return try work(in: folder)
    }
    try Self.parse(try folder.interruptedArguments() + options + ["--resume"]).work(in: folder)
  }
}

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
  ///
  /// - Parameter share: Lets others who work on the run know its arguments; default nobody.
  public func beginOrResume(
    in folder: RunFolder, _ arguments: [String], sharing share: ([String]) throws -> Void = { _ in }
  ) throws {
    let options = arguments.filter { $0 != "--resume" }
    guard resume else {
      try folder.begin(with: options)
      try share(options)
      return try work(in: folder)
    }
    let all = try folder.interruptedArguments() + options + ["--resume"]
    try share(all)
    try Self.parse(all).work(in: folder)
  }
}

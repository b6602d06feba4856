import ArgumentParser

/// The options of a run that writes its results to a folder.
public struct RunOptions: ParsableArguments {
  /// The seed of everything random.
  @Option(help: "Determines everything random.")
  public var seed: UInt64 = 1

  /// The folder of the run.
  @Option(help: ArgumentHelp("Where results are written.", valueName: "folder"))
  public var output = "output"

  /// Whether to go on with an interrupted run.
  @Flag(help: "Go on with the run in --output that was interrupted; it knows its options.")
  public var resume = false

  /// For the parser.
  public init() {}
}

import ArgumentParser
import DatasetFiles
import ExampleSupport
import Foundation
import OneShot

/// Sören Bouma's "One Shot Learning and Siamese Networks in Keras", line by line: `Draft.swift` and
/// `Post.swift`, which is the story; and with `--train` its experiment.
@main
struct BlogExample: ExampleCommand, ResumableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A blog post's network line by line, and its experiment.",
    discussion: """
      Without --train, the draft's network sees the same 16 pairs again and again, and the final one a few \
      batches. With it, the network is trained on 25 of Omniglot's 30 background alphabets, its best \
      weights are chosen by the other five, and it is judged on the 20 evaluation alphabets. Omniglot \
      is looked for in --data, in the folder that ONESHOT_DATA names and in the cache, and downloaded \
      otherwise.
      """)

  enum RecipeName: String, CaseIterable, ExpressibleByArgument { case post, fiveMinutes }

  @Flag(help: "Train for real, judge, and draw the figures of the story.")
  var train = false

  @Option(help: "What --train does: what the post does, or what takes fiveMinutes.")
  var recipe: RecipeName = .post

  @Flag(help: "Answer what the post asks about dropout, on a smaller network.")
  var dropout = false

  @Option(help: ArgumentHelp("The folder with Omniglot's archives.", valueName: "folder"))
  var data: String?

  @Flag(help: "Use generated characters instead of Omniglot.")
  var glyphs = false

  @Option(help: "Training steps; by default 2000 of the post's, 1000 of the other recipe's.")
  var steps: Int?

  @Option(help: "Steps between two validations and checkpoints.")
  var evaluateEvery = 250

  @Option(help: "Tasks for each number of classes.")
  var trials = 450

  @Option(help: "Threads to use; by default one for each core.")
  var threads: Int?

  @OptionGroup var options: RunOptions

  var seed: UInt64 { options.seed }
  var resume: Bool { options.resume }

  func validate() throws {
    try requirePositive(steps, "--steps")
    try requirePositive(evaluateEvery, "--evaluate-every")
    try requirePositive(trials, "--trials")
    try requirePositive(threads, "--threads")
    if dropout && (train || resume) {
      throw ValidationError("--dropout, --train and --resume exclude each other")
    }
    if glyphs && data != nil { throw ValidationError("--glyphs needs no --data") }
  }

  func run() throws {
    if let threads { ThreadPool.threadCount = threads }
    if dropout {
      let data = try BlogData.all(folder: data, glyphs: glyphs)
      return try Questions(data: data, steps: steps ?? 2000, seeds: Array(seed..<seed + 3))
        .askAboutDropout()
    }
    guard train || resume else { return try showThePost() }
    try beginOrResume(
      in: try RunFolder(options.output, resumes: resume), Array(CommandLine.arguments.dropFirst()))
  }

  /// Both listings, with a few steps of each.
  private func showThePost() throws {
    let data = try BlogData.few(folder: data, glyphs: glyphs)
    try Draft.run(on: data.training)

    print("\nThe final listing, on new pairs each time:")
    var siameseNet = try Post.siameseNet(seed: seed)
    var optimizer = Post.optimizer
    let loader = SiameseLoader(train: data.training, validation: data.validation)
    let batches = try loader.batches(of: 32, seed: seed)
    try OneShot.train(&siameseNet, with: &optimizer, on: batches, steps: 4) {
      binaryCrossEntropy($0($1.left, $1.right), $1.targets)
    } report: { _, step in
      print("iteration \(step.iteration), loss \(step.loss)")
    }
    let accuracy = try loader.testOneShot(siameseNet, 20, 50, seed: seed)
    print("20-way one-shot accuracy after four steps: \(accuracy)")
    let nearest = try loader.testOneShot(NearestNeighbor(), 20, 50, seed: seed)
    print("nearest neighbor in pixels: \(nearest)")
    print("To train it for real: swift run BlogExample --train --data FOLDER")
  }
}

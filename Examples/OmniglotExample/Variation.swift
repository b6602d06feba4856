import ArgumentParser
import OneShot

/// What may be changed in a preset, to see what each part of a recipe is worth.
struct Variation: ParsableArguments {
  @Option(
    help: "sgd, the preset's own, or adam with rate 6e-5, as in the blog's listing: blog, paper.")
  var optimizer: OptimizerChoice?

  @Flag(inversion: .prefixedNo, help: "Distort training images: blog (by default no), paper (yes).")
  var distortions: Bool?

  @Option(help: "drawn pairs, or all pairs of images of one alphabet: blog.")
  var pairs: PairChoice?

  @Option(help: "Pairs of the training set before distortion, by default 30000: paper.")
  var trainingPairs: Int?

  @Option(help: "contrastive, or verification by the head alone: quick, best.")
  var loss: LossChoice?

  func validate() throws {
    if let trainingPairs, trainingPairs < 1 {
      throw ValidationError("--training-pairs: found \(trainingPairs), expected a positive number")
    }
  }

  /// Refuses what a preset has no use for.
  func check(_ preset: PresetName) throws {
    let uses: [(option: String, isGiven: Bool, presets: [PresetName])] = [
      ("--optimizer", optimizer != nil, [.blog, .paper]),
      ("--distortions", distortions != nil, [.blog, .paper]),
      ("--pairs", pairs != nil, [.blog]),
      ("--training-pairs", trainingPairs != nil, [.paper]),
      ("--loss", loss != nil, [.quick, .best]),
    ]
    for use in uses where use.isGiven && !use.presets.contains(preset) {
      let presets = use.presets.map(\.rawValue).joined(separator: " or ")
      throw ValidationError(
        "\(use.option): found --preset \(preset.rawValue), expected \(presets)")
    }
  }
}

/// Who changes the weights.
enum OptimizerChoice: String, CaseIterable, ExpressibleByArgument {
  case sgd, adam
}

/// What a step compares.
enum PairChoice: String, CaseIterable, ExpressibleByArgument {
  case drawn, all
}

/// What a batch of all pairs is judged by.
enum LossChoice: String, CaseIterable, ExpressibleByArgument {
  /// Each image is to find its own class among the batch; the head learns beside it.
  case contrastive
  /// The head's verdict on each pair is to be right.
  case verification

  /// What `results.json` says of it.
  var description: String {
    switch self {
    case .contrastive:
      "supervised contrastive for the leg, binary cross-entropy for the head, over all pairs"
    case .verification: "binary cross-entropy over all pairs, the hard ones weighted"
    }
  }

  /// The highest learning rate for Adam.
  var rate: Float { self == .contrastive ? 6e-3 : 1.5e-2 }
}

import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// The protocol of most published tables: 1,200 characters to train on, the other 423 for the test, each
/// turned by 90, 180 and 270 degrees as classes of their own, tasks across alphabets.
///
/// Vinyals et al., "Matching networks for one shot learning", 2016, section 4.1.1. The characters are drawn at
/// random, the same ones for every training.
struct Vinyals: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "5- and 20-way tasks across alphabets, on Vinyals' split at 28×28: 1,000 of each kind.")

  @OptionGroup var training: Training

  @Flag(help: "Ask for 172 of the 1,200 characters instead, and train on the others.")
  var validate = false

  /// 1,200 characters and the other 423; or, to choose by, 1,028 and 172 of the 1,200.
  static func split(
    _ locator: DataLocator, validating: Bool
  ) throws -> (ImageDataset, ImageDataset) {
    let all = try Omniglot.load([.background, .evaluation], from: locator)
    let (background, test) = try all.splitting(holdingOutClasses: 423 / 1623, seed: 1)
    return validating
      ? try background.splitting(holdingOutClasses: 172 / 1200, seed: 1) : (background, test)
  }

  func run() throws {
    let (kept, heldOut) = try Self.split(training.locator, validating: validate)
    var recipe = training.recipe
    (recipe.imageSize, recipe.groups, recipe.reflects) = (28, nil, false)
    let turned = heldOut.symmetriesAsClasses(reflections: false)
    var suite = TaskSuite([])
    for (ways, shots) in [(5, 1), (5, 5), (20, 1), (20, 5)] {
      let sampler = try TaskSampler(
        turned, ways: ways, shots: shots, queries: ways, scope: .acrossGroups)
      suite = suite + TaskSuite([(.acrossGroups, sampler.tasks(1000, seed: 1))])
    }
    try training.measure(recipe, on: kept, suite)
  }
}

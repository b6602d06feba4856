import Foundation
import OneShot

/// EfficientNet-Lite0 with weights that were trained elsewhere, as it is or tuned on icons.
struct Backbone {
  /// What Peers/lite0.py wrote.
  let weights: URL
  /// Training steps; none leaves the network as it is.
  let tuningSteps: Int

  /// What the network was trained on.
  static let values = PixelValues.photograph(mean: [0.5, 0.5, 0.5], deviation: [0.5, 0.5, 0.5])

  /// Compares embeddings, from which the mean of the training part is taken away, by their angle.
  func scorer(
    by recipe: Recipe, on training: ImageDataset, plan: TrainingPlan
  ) throws -> (any TaskScorer, TrainingHistory?) {
    var leg = Networks.efficientNetLite0()
    var random = SeededGenerator(seed: plan.seed)
    _ = try leg.build(for: recipe.imageShape, using: &random)
    // The classifier behind it is left out.
    _ = try leg.loadWeights(from: weights, layout: .pyTorch, names: .inOrder, ignoring: ["_fc"])
    var history: TrainingHistory?
    if tuningSteps > 0 {
      var siamese = try Siamese(
        leg, input: recipe.imageShape, distance: .meanSquared, seed: plan.seed)
      history = try recipe.train(&siamese, on: training, plan: plan)
      leg = siamese.leg
    }
    let mean = leg.embed(recipe.images(of: training)).mean
    return (NearestCentroid(leg, transform: .centeredAndNormalized(mean: mean)), history)
  }
}

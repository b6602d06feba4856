import ArgumentParser
import OneShot

/// A leg that is trained as a prototypical network.
enum Prototypes: String, ExpressibleByArgument, CaseIterable {
  case small, conv4, resnet12

  private var leg: Sequential {
    switch self {
    case .small: Networks.small()
    case .conv4: Networks.conv4()
    case .resnet12: Networks.resNet12()
    }
  }

  /// The network after all steps on episodes of the recipe's batches, and what each epoch reported.
  func trained(
    by recipe: Recipe, on training: ImageDataset, plan: TrainingPlan
  ) throws -> (any TaskScorer, TrainingHistory) {
    let leg = Sequential([leg, Flatten()])
    var random = SeededGenerator(seed: plan.seed)
    var built = leg
    let scalars = try built.build(for: recipe.imageShape, using: &random).count
    // Squared distances brought to the size that a softmax likes.
    var method = try PrototypicalNetwork(
      leg, input: recipe.imageShape, scale: 10 / Float(scalars), seed: plan.seed)
    var optimizer = recipe.optimizer()
    let history = try fit(
      &method, with: &optimizer, on: try recipe.episodes(training, seed: plan.seed), plan: plan,
      loss: episodeLoss)
    return (Views(method, recipe.views), history)
  }
}

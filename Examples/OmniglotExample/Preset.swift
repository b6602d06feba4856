import OneShot

/// The library's recipes, by the names that the command line has for them.
enum PresetName: String, CaseIterable {
  /// A small leg on small images, made for two CPU cores and under three minutes in all.
  case quick
  /// The blog post's network and optimizer on full images.
  case blog
  /// The paper's network, initialization, optimizer and pairs.
  case paper
  /// The most accurate network that two CPU cores train within an hour.
  case best

  func recipe(_ variation: Variation, steps: Int?, batchSize: Int?) -> any SiameseRecipe {
    switch self {
    case .quick, .best:
      var recipe = self == .quick ? Recipe.quick : .best
      if let loss = variation.loss { (recipe.loss, recipe.peakRate) = (loss, loss.peakRate) }
      if let batchSize { recipe.classes = batchSize / recipe.imagesPerClass }
      recipe.steps = steps ?? recipe.steps
      return recipe
    case .blog, .paper:
      var recipe = self == .blog ? KochRecipe.blog : .paper
      recipe.rule = variation.optimizer ?? recipe.rule
      recipe.distorts = variation.distortions ?? recipe.distorts
      recipe.comparison = variation.pairs ?? recipe.comparison
      recipe.trainingPairs = variation.trainingPairs ?? recipe.trainingPairs
      recipe.batchSize = batchSize ?? recipe.batchSize
      recipe.steps = steps ?? recipe.steps
      return recipe
    }
  }
}

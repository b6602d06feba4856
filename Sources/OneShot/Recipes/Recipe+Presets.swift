import Datasets
import Tensor

extension Recipe {
  /// For pictures of anything: drawings, signs, marks, in ink or light on dark.
  public static let pictures: Recipe = {
    // Pens of many widths, from hairlines to bold print.
    let distortion = ImageDistortion(
      affine: .handwriting, elastic: ElasticAugmentation(),
      strokes: StrokeAugmentation(change: -0.01...0.04))
    var recipe = Recipe(
      imageSize: 28, blocks: smallBlocks, steps: 1000, stepsPerEpoch: 100, classes: 20,
      distortion: distortion)
    (recipe.rule, recipe.peakRate) = (.muon, 1e-2)
    return recipe
  }()

  /// For photographs, icons and products in color, which stand upright.
  public static let photographs: Recipe = {
    var distortion = ImageDistortion(affine: .handwriting, elastic: ElasticAugmentation())
    distortion.fill = .edge
    var recipe = Recipe(
      imageSize: 48, blocks: smallBlocks, steps: 1000, stepsPerEpoch: 100, classes: 20,
      distortion: distortion)
    recipe.channels = 3
    recipe.turns = false
    return recipe
  }()

  /// What suits images of a form: ``pictures`` if they are gray, ``photographs`` if they have colors.
  public static func suited(to format: ImageFormat) -> Recipe {
    format.channels == 1 ? .pictures : .photographs
  }

  /// For Omniglot and other thin handwriting at 105×105 in groups: made for two CPU cores and under three
  /// minutes in all.
  public static let quick: Recipe = {
    var recipe = Recipe(
      imageSize: 28, blocks: smallBlocks, steps: 1000, stepsPerEpoch: 100, classes: 20,
      distortion: ImageDistortion(affine: .handwriting))
    recipe.softening = 2
    recipe.groups = 2
    (recipe.rule, recipe.peakRate) = (.muon, 1e-2)
    return recipe
  }()

  /// `quick` with more of everything that helped on held-out groups: within an hour on two CPU cores.
  public static let best: Recipe = {
    let distortion = ImageDistortion(
      affine: .handwriting, elastic: ElasticAugmentation(), strokes: StrokeAugmentation())
    var recipe = Recipe(
      imageSize: 42, blocks: smallBlocks + [Block(128)], steps: 8000, stepsPerEpoch: 250,
      classes: 40, distortion: distortion)
    recipe.softening = 1
    recipe.groups = 2
    recipe.reflects = true
    recipe.compositesBelow = 500
    (recipe.rule, recipe.peakRate) = (.muon, 1e-2)
    (recipe.views, recipe.viewAugmentation) = (8, .handwriting)
    return recipe
  }()

  /// For characters and signs drawn by any hand with any pen, from hairlines to bold print: what the
  /// network in the box was trained by, in 27 minutes on two busy CPU cores.
  public static let handwriting: Recipe = {
    let distortion = ImageDistortion(
      affine: .handwriting, elastic: ElasticAugmentation(),
      strokes: StrokeAugmentation(change: -0.01...0.04))
    var recipe = Recipe(
      imageSize: 36, blocks: smallBlocks + [Block(128)], steps: 4000, stepsPerEpoch: 250,
      classes: 40, distortion: distortion)
    recipe.groups = 2
    recipe.reflects = true
    return recipe
  }()

  /// Those of ``Networks/small()``.
  private static let smallBlocks = [Block(16), Block(64), Block(64, pools: false), Block(128)]

  /// How pictures of any size become images for the recipe: photographs are cropped to the middle, gray
  /// pictures are dark ink on light paper.
  public var preprocessing: ImagePreprocessing {
    channels == 3
      ? .photographs(height: imageSize, width: imageSize)
      : ImagePreprocessing(height: imageSize, width: imageSize)
  }

  /// The shape of an image: `[imageSize, imageSize, channels]`.
  public var imageShape: Shape { [imageSize, imageSize, channels] }
}

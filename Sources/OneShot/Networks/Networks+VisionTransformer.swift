import Autograd
import Layers

extension Networks {
  /// ViT-Ti/16, a small vision transformer: 5,524,416 weights for images of 224×224, vectors of 192.
  ///
  /// Use it with weights that were trained elsewhere: it learns from few images far worse than
  /// convolutions do. Height and width must be multiples of 16, and those of every image the ones that it
  /// was built for. Dosovitskiy et al., "An image is worth 16×16 words: transformers for image recognition
  /// at scale", 2021, section 3.1, in the size of Touvron et al., "Training data-efficient image
  /// transformers and distillation through attention", 2021, table 1; timm's `vit_tiny_patch16_224`
  /// without `head`, its class token and positions after the first convolution rather than before it.
  public static func visionTransformerTiny() -> Sequential {
    visionTransformer(patch: 16, width: 192, blocks: 12, heads: 3)
  }

  /// A vision transformer whose embedding is the class token.
  ///
  /// - Parameters:
  ///   - patch: Rows and columns of a patch.
  ///   - width: The features of its vector, and of the embedding.
  ///   - blocks: How many transformer blocks there are.
  ///   - heads: Of each of them.
  package static func visionTransformer(
    patch: Int, width: Int, blocks: Int, heads: Int
  ) -> Sequential {
    Sequential {
      Conv2D(width, kernel: patch, strides: patch, weightInitializer: .leCunNormal)
      PixelSequence()
      ClassToken()
      PositionEmbedding()
      for _ in 0..<blocks { TransformerBlock(heads: heads, hidden: 4 * width, epsilon: 1e-6) }
      LayerNorm(epsilon: 1e-6)
      FirstInSequence()
    }
  }
}

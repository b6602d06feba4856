import Basics

/// The kinds of layers that are known when an architecture is read.
///
/// ```swift
/// let catalog = LayerCatalog.standard.adding(ChannelScale.self)
/// let leg = try Sequential(contentsOf: url, catalog: catalog)
/// ```
public struct LayerCatalog: Sendable {
  private var types: [String: any DescribedLayer.Type]

  /// All layers of this library but ``Lambda``.
  public static let standard = LayerCatalog([
    Activation.self, AdaptiveAveragePool2D.self, AveragePool2D.self, BatchNorm.self,
    ClassToken.self,
    Conv2D.self, ConvBlock.self, ConvTranspose2D.self, Dense.self, DepthwiseConv2D.self,
    DropBlock.self, Dropout.self, Embedding.self, FirstInSequence.self, Flatten.self,
    GlobalAveragePool2D.self, GlobalMaxPool2D.self, GroupNorm.self, InstanceNorm.self,
    LayerNorm.self, LayerScale.self, MaxPool2D.self, MultiHeadAttention.self, PReLU.self,
    Parallel.self, PixelSequence.self, PositionEmbedding.self, Recomputed.self, ReflectPad2D.self,
    Reshape.self,
    Residual.self, SeparableConv2D.self, Sequential.self, SqueezeExcitation.self,
    StochasticDepth.self, TransformerBlock.self, UpSample2D.self, ZeroPad2D.self,
  ])

  private init(_ types: [any DescribedLayer.Type]) {
    self.types = Dictionary(uniqueKeysWithValues: types.map { ($0.kind, $0) })
  }

  /// The catalog with layers of your own; two types of one kind are a programming error.
  public func adding(_ types: any DescribedLayer.Type...) -> LayerCatalog {
    var catalog = self
    for type in types {
      let known = catalog.types.updateValue(type, forKey: type.kind)
      require(
        known == nil || known! == type,
        "LayerCatalog: expected one type for each kind, got another \(type.kind)")
    }
    return catalog
  }

  /// The names of all kinds, sorted.
  public var kinds: [String] { types.keys.sorted() }

  /// The type of a kind, nil for one that is not known.
  public subscript(kind: String) -> (any DescribedLayer.Type)? { types[kind] }

  /// Under which decoders are told the catalog.
  package static let key = CodingUserInfoKey(rawValue: "LayerCatalog")!
}

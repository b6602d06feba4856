/// A layer that says how it is made again, so that a file with its weights needs no code beside it.
///
/// All layers of this library are such, except ``Lambda``, whose function cannot be written down. One of
/// your own names its settings, and no parameters:
///
/// ```swift
/// struct ChannelScale: DescribedLayer {
///   var factor: Parameter
///   let start: Float
///
///   init(start: Float = 1) {
///     self.start = start
///     factor = Parameter { input, _ in .full([input[-1]], start) }
///   }
///   static var parts: [Part<Self>] { [Part("factor", \.factor)] }
///   func callAsFunction(_ input: Tensor) -> Tensor {
///     input * factor.value
///   }
///
///   struct Form: Codable { let start: Float }
///   var form: Form { Form(start: start) }
///   init(form: Form) throws { self.init(start: form.start) }
/// }
/// let catalog = LayerCatalog.standard.adding(ChannelScale.self)
/// ```
///
/// Layers within it are in its form as ``LayerForm``, or as the forms of their types.
public protocol DescribedLayer: Layer {
  /// What the layer is made from: numbers, names and other forms. Regularizers and what is frozen need not
  /// be in it, nor how weights begin; the weights themselves must not.
  associatedtype Form: Codable & Sendable = NoSettings

  /// The name of this kind of layer in files; by default that of the type.
  static var kind: String { get }

  /// The settings.
  ///
  /// - Throws: ``ArchitectureError`` if the layer holds something that cannot be written down.
  var form: Form { get throws }

  /// A layer that is not built yet.
  ///
  /// - Throws: Any error, best ``ArchitectureError``, if there is no such layer. A form from a file may hold
  ///   anything, so that nothing in it may be a programming error.
  init(form: Form) throws
}

extension DescribedLayer {
  /// The name of the type.
  public static var kind: String { String(describing: Self.self) }
}

extension DescribedLayer where Form == NoSettings {
  /// Nothing.
  public var form: NoSettings { NoSettings() }
}

/// The form of a layer without settings.
public struct NoSettings: Codable, Sendable, Hashable {
  /// Nothing.
  public init() {}
}

import Autograd
import Basics
import Tensor

/// While training, sets square blocks of the pixels of each channel to 0 and scales the rest up; at
/// inference, the input.
///
/// Use it in place of ``Dropout`` after convolutions, where a dropped pixel can be told from those beside
/// it: the ResNet-12 of few-shot learning has it at the end of its last two blocks, with a rate of 0.1 (a
/// keep rate of 0.9) and blocks of 5. The authors let the rate grow from 0 during training.
///
/// Ghiasi, Lin and Le, "DropBlock: a regularization method for convolutional networks", 2018,
/// algorithm 1.
public struct DropBlock: Layer {
  /// The part of the scalars that is dropped, 1 − the paper's keep rate; may change during training.
  public var rate: Float {
    didSet { Self.check(rate) }
  }
  /// Rows and columns of a block.
  public let blockSize: Int

  /// Drops about `rate` of the scalars, in blocks.
  ///
  /// - Parameters:
  ///   - rate: In 0 ..< 1.
  ///   - blockSize: Rows and columns of a block, cut to the size of the images; default 7, as in the
  ///     paper.
  public init(_ rate: Float, blockSize: Int = 7) {
    Self.check(rate)
    require(blockSize > 0, "DropBlock: expected a positive block size, got \(blockSize)")
    self.rate = rate
    self.blockSize = blockSize
  }

  private static func check(_ rate: Float) {
    require((0..<1).contains(rate), "DropBlock: expected a rate in 0..<1, got \(rate)")
  }

  /// Leaves the shape as it is.
  ///
  /// - Throws: `ShapeError` if the input is not an image.
  public mutating func build(
    for input: Shape, using random: inout SeededGenerator
  ) throws(ShapeError) -> Shape {
    guard input.rank == 3 else {
      throw ShapeError("DropBlock expects images [height, width, channels], got \(input)")
    }
    return input
  }

  /// The input, blocks of it dropped while a gradient is recorded.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.droppedBlocks(rate: rate, blockSize: blockSize)
  }
}

extension DropBlock: DescribedLayer {
  /// The rate and the size of a block.
  public struct Form: Codable, Sendable {
    let rate: Float
    let blockSize: Int
  }

  /// The settings.
  public var form: Form { Form(rate: rate, blockSize: blockSize) }

  /// A layer of such settings.
  ///
  /// - Throws: ``ArchitectureError`` if a setting is out of range.
  public init(form: Form) throws(ArchitectureError) {
    try ArchitectureError.check("rate", form.rate, in: 0..<1)
    try ArchitectureError.check(("blockSize", form.blockSize, 1))
    self.init(form.rate, blockSize: form.blockSize)
  }
}

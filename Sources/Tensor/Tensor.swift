import Basics
import Kernels

/// An array of single-precision scalars of any shape, row-major; batches of images are
/// `[count, height, width, channels]`.
///
/// A tensor is a value: a copy shares memory until one of the two is written. Inside
/// `gradient(of:)` it also carries how it was computed.
///
/// ```swift
/// let x = Tensor([[1, 2, 3], [4, 5, 6]])
/// x.shape               // [2, 3]
/// (x * 2).sum().item    // 42
/// ```
public struct Tensor: Sendable {
  /// The size of each axis.
  public let shape: Shape
  package var storage: Storage
  /// How this tensor depends on what gradients are taken of; nil outside `gradient(of:)`.
  package var history: History?

  package init(shape: Shape, storage: Storage, history: History? = nil) {
    require(
      storage.count == shape.count,
      "Tensor: shape \(shape) needs \(shape.count) scalars, got \(storage.count)")
    self.shape = shape
    self.storage = storage
    self.history = history
  }

  /// A tensor whose scalars `initialize` writes, every one of them.
  package init(_ shape: Shape, initialize: (UnsafeMutablePointer<Float>) -> Void) {
    let storage = Storage(count: shape.count)
    initialize(storage.pointer)
    self.init(shape: shape, storage: storage)
  }

  /// The number of scalars.
  public var count: Int { storage.count }

  /// The number of axes.
  public var rank: Int { shape.rank }

  /// The same values without their history: a constant to whatever gradient is taken.
  public var detached: Tensor { Tensor(shape: shape, storage: storage) }

  /// Reads the scalars, row-major.
  public func withUnsafeScalars<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.pointer, count: storage.count))
    }
  }

  /// Reads or writes the scalars in place, row-major; they are copied first if another tensor shares
  /// them. The result has no history.
  public mutating func withUnsafeMutableScalars<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) || storage.isBorrowed {
      let copy = Storage(count: storage.count)
      copy.pointer.update(from: storage.pointer, count: storage.count)
      storage = copy
    }
    history = nil
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableBufferPointer(start: storage.pointer, count: storage.count))
    }
  }

  /// All scalars, row-major.
  public var scalars: [Float] { withUnsafeScalars { Array($0) } }

  /// The only scalar; a tensor with more is a programming error.
  public var item: Float {
    require(count == 1, "Tensor.item: expected one scalar, got shape \(shape)")
    return storage.pointer[0]
  }

  /// The scalar at an index for each axis.
  public subscript(scalarAt indices: Int...) -> Float {
    get { withUnsafeScalars { $0[offset(indices)] } }
    set {
      let offset = offset(indices)
      withUnsafeMutableScalars { $0[offset] = newValue }
    }
  }

  private func offset(_ indices: [Int]) -> Int {
    require(
      indices.count == rank
        && zip(indices, shape.dimensions).allSatisfy { $0 >= 0 && $0 < $1 },
      "Tensor: index \(indices) does not fit shape \(shape)")
    return zip(indices, shape.dimensions).reduce(0) { $0 * $1.1 + $1.0 }
  }
}

extension Tensor: Equatable {
  /// Equal shapes and equal scalars; NaN differs from everything.
  public static func == (a: Tensor, b: Tensor) -> Bool {
    guard a.shape == b.shape else { return false }
    return a.withUnsafeScalars { a in b.withUnsafeScalars { b in areEqual(a, b) } }
  }
}

import Foundation
import Kernels
import Tensor

extension ONNXTensorProto {
  /// The sizes, checked to fit the scalars that are there.
  func shape() throws -> Shape {
    let sizes = try dims.map { size in
      guard let size = Int(exactly: size) else {
        throw GraphProblem(expected: "sizes of axes", found: "\(dims)")
      }
      return size
    }
    return try Dimensions.shape(sizes)
  }

  /// The scalars: floats with their axes in the given order (default: the file's), or integers.
  ///
  /// - Parameter folder: What lies in other files is read from there.
  func value(order: [Int]? = nil, folder: URL?) throws -> Value {
    let type = try ElementType(number: dataType)
    let shape = try shape()
    let bytes = try storedBytes(folder: folder, count: shape.count * type.size)
    if let stored = type.stored {
      let tensor = try bytes.map { try Self.tensor($0, as: stored, shape) } ?? listedFloats(shape)
      guard let order, order.count == shape.rank, order != Array(0..<shape.rank) else {
        return .floats(Arranged(tensor))
      }
      return .floats(Arranged(tensor.transposed(permutation: order), order: order))
    }
    let scalars =
      try bytes.map { try Self.integers($0, as: type, count: shape.count) }
      ?? listedIntegers(type, count: shape.count)
    return .integers(Integers(scalars, shape: shape.dimensions, type: type))
  }

  /// The scalars as bytes; nil if they are listed as numbers.
  private func storedBytes(folder: URL?, count: Int) throws -> Data? {
    if dataLocation == 0 { return rawData.isEmpty ? nil : rawData }
    guard let folder else {
      throw GraphProblem(expected: "scalars in the file itself", found: "external data")
    }
    return try ExternalData(externalData, count: count).read(in: folder)
  }

  private static func tensor(
    _ bytes: Data, as stored: StoredScalar, _ shape: Shape
  ) throws -> Tensor {
    try check(bytes.count, shape.count * stored.size, "bytes")
    if shape.count == 0 { return .zeros(shape) }
    return Tensor(shape) { target in
      bytes.withUnsafeBytes {
        convert($0.baseAddress!, from: stored, count: shape.count, into: target)
      }
    }
  }

  private func listedFloats(_ shape: Shape) throws -> Tensor {
    let scalars: [Float]
    switch try ElementType(number: dataType) {
    case .double: scalars = doubleData.map { Float($0) }
    case .float16: scalars = int32Data.map { Float(Self.half(UInt16(truncatingIfNeeded: $0))) }
    case .bfloat16:
      scalars = int32Data.map {
        Float(bitPattern: UInt32(UInt16(truncatingIfNeeded: $0)) << 16)
      }
    default: scalars = floatData
    }
    try Self.check(scalars.count, shape.count, "numbers")
    return Tensor(scalars, shape: shape)
  }

  /// Half precision by its bits, which not every processor's compiler knows.
  private static func half(_ bits: UInt16) -> Float {
    var result: Float = 0
    withUnsafeBytes(of: bits.littleEndian) {
      convert($0.baseAddress!, from: .half, count: 1, into: &result)
    }
    return result
  }

  private static func integers(_ bytes: Data, as type: ElementType, count: Int) throws -> [Int] {
    try check(bytes.count, count * type.size, "bytes")
    return bytes.withUnsafeBytes { bytes in
      func read<Stored: FixedWidthInteger>(_ stored: Stored.Type) -> [Int] {
        (0..<count).map { index in
          Int(
            truncatingIfNeeded: Stored(
              littleEndian: bytes.loadUnaligned(
                fromByteOffset: index * MemoryLayout<Stored>.size, as: stored)))
        }
      }
      return switch type {
      case .bool: read(UInt8.self).map { $0 == 0 ? 0 : 1 }
      case .uint8: read(UInt8.self)
      case .int8: read(Int8.self)
      case .uint16: read(UInt16.self)
      case .int16: read(Int16.self)
      case .uint32: read(UInt32.self)
      case .int32: read(Int32.self)
      case .uint64: read(UInt64.self)
      default: read(Int64.self)
      }
    }
  }

  private func listedIntegers(_ type: ElementType, count: Int) throws -> [Int] {
    let scalars: [Int] =
      switch type {
      case .int64: int64Data.map { Int($0) }
      case .uint32, .uint64: uint64Data.map { Int(truncatingIfNeeded: $0) }
      default: int32Data.map { Int($0) }
      }
    try Self.check(scalars.count, count, "numbers")
    return scalars
  }

  private static func check(_ found: Int, _ expected: Int, _ unit: String) throws {
    guard found == expected else {
      throw GraphProblem(expected: "\(expected) \(unit) of scalars", found: "\(found)")
    }
  }
}

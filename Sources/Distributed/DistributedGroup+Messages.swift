import Autograd
import CMPI
import Foundation
import Tensor

extension DistributedGroup {
  /// MPI counts in 32 bits: more bytes than these go in several messages.
  private static let largest = 1 << 30

  /// Waits until all processes are here.
  ///
  /// - Throws: ``DistributedError`` if a message is lost.
  public func barrier() throws(DistributedError) {
    try connection?.call("MPI_Barrier") { cmpi_barrier($0) }
  }

  /// The bytes of the first process, on all of them.
  ///
  /// - Parameter bytes: What the first process has to say; the others may pass none.
  /// - Throws: ``DistributedError`` if a message is lost.
  public func broadcast(_ bytes: [UInt8]) throws -> [UInt8] {
    guard let connection else { return bytes }
    var length = UInt64(bytes.count)
    try connection.call("MPI_Bcast") { cmpi_broadcast($0, &length, 8) }
    var result = isFirst ? bytes : [UInt8](repeating: 0, count: Int(length))
    try result.withUnsafeMutableBytes { try broadcast($0) }
    return result
  }

  /// Puts the scalars of the first process into the tensors of the others, which have the same shapes.
  ///
  /// - Throws: ``DistributedError`` if a message is lost.
  public func broadcast(_ tensors: inout [Tensor]) throws(DistributedError) {
    if connection == nil { return }
    for index in tensors.indices {
      let count = tensors[index].count
      // Read only by the first process, which keeps sharing its memory with whoever has it.
      let memory =
        isFirst
        ? UnsafeMutablePointer(mutating: tensors[index].scalarPointer)
        : tensors[index].mutateScalars { $0 }
      try broadcast(UnsafeMutableRawBufferPointer(start: memory, count: 4 * count))
      withExtendedLifetime(tensors[index]) {}
    }
  }

  /// Gives every process the weights of the first one.
  ///
  /// - Throws: ``DistributedError`` if a message is lost.
  public func broadcast(_ model: inout some Parameterized) throws(DistributedError) {
    let values = model.values
    var tensors = values.tensors
    try broadcast(&tensors)
    if !isFirst { model.values = ParameterValues(paths: values.paths, tensors: tensors) }
  }

  /// The value of the first process, on all of them.
  ///
  /// - Throws: ``DistributedError`` if a message is lost, and what its coding throws.
  public func broadcast<Value: Codable>(_ value: Value) throws -> Value {
    if connection == nil { return value }
    let bytes = try broadcast(isFirst ? try Message.bytes(of: value) : [])
    return try Message.value(Value.self, in: bytes[...])
  }

  /// The values of all processes in the order of their ranks, on all of them.
  ///
  /// - Throws: ``DistributedError`` if a message is lost, and what its coding throws.
  public func gather<Value: Codable>(_ value: Value) throws -> [Value] {
    if connection == nil { return [value] }
    return try gather(bytes: try Message.bytes(of: value)).map {
      try Message.value(Value.self, in: $0)
    }
  }

  /// Makes sure that all processes have the same before they work on it, such as data that each of them
  /// found by itself.
  ///
  /// - Parameters:
  ///   - what: What it is, for the error.
  ///   - mine: What this process has, or a description that tells it from others.
  /// - Throws: ``DistributedError`` if it differs, or a message is lost.
  public func agree(on what: String, _ mine: some CustomStringConvertible) throws {
    let all = try gather(mine.description)
    if Set(all).count > 1 { throw DistributedError.disagreement(what, found: all) }
  }

  func gather(bytes: [UInt8]) throws(DistributedError) -> [ArraySlice<UInt8>] {
    guard let connection else { return [bytes[...]] }
    var lengths = [Int64](repeating: 0, count: count)
    try connection.call("MPI_Allgather") { cmpi_gather_sizes($0, Int64(bytes.count), &lengths) }
    var places = [0]
    for length in lengths { places.append(places.last! + Int(length)) }
    guard places[count] < Self.largest else {
      throw .disagreement("room for a gathered message", found: lengths.map { "\($0) bytes" })
    }
    var all = [UInt8](repeating: 0, count: places[count])
    let (counts, starts) = (lengths.map { CInt($0) }, places.dropLast().map { CInt($0) })
    try connection.call("MPI_Allgatherv") {
      cmpi_gather_bytes($0, bytes, CInt(bytes.count), &all, counts, starts)
    }
    return (0..<count).map { all[places[$0]..<places[$0 + 1]] }
  }

  private func broadcast(_ memory: UnsafeMutableRawBufferPointer) throws(DistributedError) {
    var start = 0
    while start < memory.count {
      let length = min(Self.largest, memory.count - start)
      let bytes = memory.baseAddress! + start
      try connection?.call("MPI_Bcast") { cmpi_broadcast($0, bytes, CInt(length)) }
      start += length
    }
  }
}

/// Values as bytes. JSON has no infinity and no NaN: they stand as words.
enum Message {
  private static let words = ("inf", "-inf", "nan")

  static func bytes(of value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: words.0, negativeInfinity: words.1, nan: words.2)
    return Array(try encoder.encode(value))
  }

  static func value<Value: Decodable>(
    _ type: Value.Type, in bytes: ArraySlice<UInt8>
  ) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: words.0, negativeInfinity: words.1, nan: words.2)
    return try decoder.decode(type, from: Data(bytes))
  }
}

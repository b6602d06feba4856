import COpenBLAS
import Dispatch
import Foundation
import OneShot

/// What this machine can do at most, measured: products of large matrices and traffic with memory.
struct MachineRates: Encodable {
  /// Multiply-adds a second in OpenBLAS's product of matrices of 1024 × 1024.
  let multiplyAdds: Double
  /// Bytes a second, read and written, of a copy that no cache holds.
  let bytes: Double

  /// The best of many tries with so many threads.
  init(threads: Int) {
    multiplyAdds = Self.productRate(threads: threads)
    bytes = Self.copyRate(threads: threads)
  }

  init(multiplyAdds: Double, bytes: Double) {
    self.multiplyAdds = multiplyAdds
    self.bytes = bytes
  }

  /// The higher ones of two measurements.
  func best(and other: MachineRates) -> MachineRates {
    MachineRates(
      multiplyAdds: max(multiplyAdds, other.multiplyAdds), bytes: max(bytes, other.bytes))
  }

  /// Multiply-adds a second of matrices of `size` × `size`.
  static func productRate(threads: Int, size: Int = 1024, seconds: Double = 0.5) -> Double {
    let operand = [Float](repeating: 1, count: size * size)
    var result = operand
    let before = openblas_get_num_threads()
    openblas_set_num_threads(Int32(threads))
    defer { openblas_set_num_threads(before) }
    let n = blasint(size)
    let least = leastSeconds(of: seconds) {
      cblas_sgemm(
        CblasRowMajor, CblasNoTrans, CblasNoTrans, n, n, n, 1, operand, n, operand, n, 0, &result, n
      )
    }
    return pow(Double(size), 3) / least
  }

  /// Bytes a second, read and written, if every thread copies a part.
  static func copyRate(threads: Int, bytes: Int = 1 << 28, seconds: Double = 0.5) -> Double {
    let source = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    let target = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
    defer {
      source.deallocate()
      target.deallocate()
    }
    memset(source, 1, bytes)
    nonisolated(unsafe) let (from, to) = (source, target)
    let least = leastSeconds(of: seconds) {
      DispatchQueue.concurrentPerform(iterations: threads) { part in
        let start = bytes * part / threads
        memcpy(to + start, from + start, bytes * (part + 1) / threads - start)
      }
    }
    return 2 * Double(bytes) / least
  }

  /// The least that an operation takes in so many seconds of tries.
  private static func leastSeconds(of seconds: Double, _ operation: () -> Void) -> Double {
    operation()
    let start = ContinuousClock.now
    var least = Double.infinity
    repeat {
      least = min(least, ContinuousClock().measure(operation) / .seconds(1))
    } while ContinuousClock.now - start < .seconds(seconds)
    return least
  }
}

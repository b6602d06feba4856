/// The large buffers that nobody uses, and what is known of those in use.
struct FreeBuffers: Sendable {
  /// An address that may travel between threads: whoever holds it owns the buffer.
  struct Buffer: Sendable { nonisolated(unsafe) let pointer: UnsafeMutableRawPointer }

  private struct Size: Sendable {
    var buffers: [Buffer] = []
    /// When one of this size was taken or put last.
    var time = 0
  }

  /// After so many buffers were put, an eighth of the peak is forgotten.
  private static let memory = 1 << 12
  private let allowance: Int
  private var sizes: [Int: Size] = [:]
  private var time = 0
  /// What is free, what is in use, and the most that was, as far as it is remembered.
  private(set) var bytes = 0
  private(set) var used = 0
  private(set) var peak = 0

  init(allowance: Int) { self.allowance = allowance }

  /// The smallest free buffer of at least `wanted` bytes and at most twice as many; nil if there is none, and
  /// the caller makes one of just that many.
  mutating func take(_ wanted: Int) -> Buffer? {
    time += 1
    var size = wanted
    var found: Buffer?
    while found == nil && size <= 2 * wanted {
      found = sizes[size]?.buffers.popLast()
      if found == nil { size = BufferPool.sizeClass(ofBytes: size + 1) }
    }
    if found == nil { size = wanted } else { bytes -= size }
    sizes[size, default: Size()].time = time
    used += size
    peak = max(peak, used)
    return found
  }

  /// Takes back a buffer; those that have to go, whose memory is the caller's to give to the system.
  mutating func put(_ buffer: Buffer, of size: Int) -> [Buffer] {
    time += 1
    sizes[size, default: Size()].buffers.append(buffer)
    sizes[size]!.time = time
    used -= size
    bytes += size
    if time % Self.memory == 0 { peak = max(used, peak - peak / 8) }
    var surplus: [Buffer] = []
    while used + bytes > 2 * peak + allowance, let oldest = oldestSize() {
      surplus.append(sizes[oldest]!.buffers.removeLast())
      bytes -= oldest
      if sizes[oldest]!.buffers.isEmpty { sizes[oldest] = nil }
    }
    return surplus
  }

  /// The size of a free buffer that was not asked for longest.
  private func oldestSize() -> Int? {
    sizes.filter { !$0.value.buffers.isEmpty }.min { $0.value.time < $1.value.time }?.key
  }
}

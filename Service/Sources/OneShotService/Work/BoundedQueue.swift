import Foundation

/// A queue between tasks, which must not wait, and threads, which may: what does not fit is refused.
final class BoundedQueue<Element: Sendable>: Sendable {
  private let condition = NSCondition()
  /// Used by whoever holds `condition`.
  private nonisolated(unsafe) var elements: [Element] = []
  private nonisolated(unsafe) var isClosed = false
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// Adds an element; false, and it is not added, if the queue is full or closed.
  func push(_ element: Element) -> Bool {
    condition.lock()
    defer { condition.unlock() }
    guard !isClosed, elements.count < capacity else { return false }
    elements.append(element)
    condition.signal()
    return true
  }

  /// The first elements, at least one and at most `count`; waits for one, and gives none once the queue is
  /// closed and empty.
  func pop(atMost count: Int) -> [Element] {
    condition.lock()
    defer { condition.unlock() }
    while elements.isEmpty {
      if isClosed { return [] }
      condition.wait()
    }
    if elements.count <= count {
      defer { elements.removeAll(keepingCapacity: true) }
      return elements
    }
    defer { elements.removeFirst(count) }
    return Array(elements.prefix(count))
  }

  /// Takes no more; what is in it is still given out.
  func close() {
    condition.lock()
    isClosed = true
    condition.broadcast()
    condition.unlock()
  }
}

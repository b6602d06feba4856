import Basics

/// An array whose copies share what they have in common: to copy it takes no time, and a change of one of
/// the copies, or an element more at its end, takes that of a few dozen elements, however many there are.
///
/// A tree of nodes with up to 32 children, as in Bagwell's and Hickey's vectors. What only one copy has is
/// changed in place.
///
/// ```swift
/// var a = PersistentArray(0..<1000)
/// let b = a
/// a[500] = 0  // copies four nodes of the 33
/// a.append(1000)
/// ```
struct PersistentArray<Element: Sendable>: Sendable {
  private(set) var count = 0
  private var root: Node?

  /// Either `children` or `elements` has something.
  private final class Node: Sendable {
    // Written only while one array alone holds the node, as a uniqueness check says.
    nonisolated(unsafe) var children: [Node?]
    nonisolated(unsafe) var elements: [Element]

    init(children: [Node?] = [], elements: [Element] = []) {
      self.children = children
      self.elements = elements
    }
  }

  /// Without elements.
  init() {}

  /// As many elements as the sequence has.
  init(_ elements: some Sequence<Element>) {
    var leaves: [Node?] = []
    var leaf: [Element] = []
    leaf.reserveCapacity(Self.width)
    for element in elements {
      leaf.append(element)
      count += 1
      if leaf.count == Self.width {
        leaves.append(Node(elements: leaf))
        leaf.removeAll(keepingCapacity: true)
      }
    }
    if !leaf.isEmpty { leaves.append(Node(elements: leaf)) }
    while leaves.count > 1 {
      leaves = stride(from: 0, to: leaves.count, by: Self.width).map {
        Node(children: Array(leaves[$0..<min($0 + Self.width, leaves.count)]))
      }
    }
    root = leaves.first ?? nil
  }

  var isEmpty: Bool { count == 0 }

  subscript(index: Int) -> Element {
    get {
      require((0..<count).contains(index), "PersistentArray: no element \(index) of \(count)")
      var node = root!
      var shift = Self.shift(of: count)
      while shift > 0 {
        node = node.children[index >> shift & Self.mask]!
        shift -= Self.bits
      }
      return node.elements[index & Self.mask]
    }
    set {
      require((0..<count).contains(index), "PersistentArray: no element \(index) of \(count)")
      Self.place(newValue, at: index, shift: Self.shift(of: count), in: &root)
    }
  }

  /// Adds an element at the end.
  mutating func append(_ element: Element) {
    let shift = Self.shift(of: count + 1)
    if count > 0, shift > Self.shift(of: count) { root = Node(children: [root]) }
    Self.place(element, at: count, shift: shift, in: &root)
    count += 1
  }

  /// Calls `body` with each element in order.
  func forEach<Failure: Error>(
    _ body: (Element) throws(Failure) -> Void
  ) throws(Failure) {
    if let root { try Self.forEach(in: root, body) }
  }

  private static func forEach<Failure: Error>(
    in node: Node, _ body: (Element) throws(Failure) -> Void
  ) throws(Failure) {
    for child in node.children { try forEach(in: child!, body) }
    for element in node.elements { try body(element) }
  }

  /// Puts an element in its place, one behind the last included, in nodes that only this array has.
  private static func place(
    _ element: Element, at index: Int, shift: Int, in node: inout Node?
  ) {
    if node == nil {
      node = Node()
    } else if !isKnownUniquelyReferenced(&node) {
      node = Node(children: node!.children, elements: node!.elements)
    }
    let own = node!
    let place = index >> shift & mask
    if shift == 0 {
      if place < own.elements.count {
        own.elements[place] = element
      } else {
        own.elements.append(element)
      }
    } else if place < own.children.count {
      Self.place(element, at: index, shift: shift - bits, in: &own.children[place])
    } else {
      var child: Node?
      Self.place(element, at: index, shift: shift - bits, in: &child)
      own.children.append(child)
    }
  }

  private static var bits: Int { 5 }
  private static var width: Int { 1 << bits }
  private static var mask: Int { width - 1 }

  /// By how much an index is shifted in the root of so many elements.
  private static func shift(of count: Int) -> Int {
    var shift = 0
    while count > 1 << (shift + bits) { shift += bits }
    return shift
  }
}

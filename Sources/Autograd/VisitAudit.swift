import Basics
import Tensor

extension Parameterized {
  /// The parameters that this value holds but `visit` (or a layer's `parts`) does not show, each as
  /// the type and the property that holds it, such as `ChannelScale.factor`.
  ///
  /// They would be neither trained nor saved, so the first gradient of a model, and the first look at
  /// its ``values``, stop if there is one.
  public var unvisitedParameters: [String] {
    VisitAudit.unvisited(by: self).map { "\($0.owner).\($0.property)" }
  }
}

/// Looks for parameters that a model holds but does not visit: `visit` is written by hand.
enum VisitAudit {
  /// A parameter by the type and the property that hold it.
  struct Finding {
    let owner: String
    let property: String
  }

  /// Structures that were found complete: looking at one takes far longer than a small step.
  private static let complete = Lock(Set<Int>(), isGlobal: true)

  /// Stops in the name of the first parameter that is held but not visited.
  static func requireAllVisited(by model: some Parameterized) {
    let structure = StructureVisitor.structure(of: model)
    if complete.withLock({ $0.contains(structure) }) { return }
    if let first = unvisited(by: model).first {
      fatalError(
        "\(first.owner) holds `\(first.property)`, which `visit` (or `parts`) does not show: it would "
          + "be neither trained nor saved")
    }
    complete.withLock { _ = $0.insert(structure) }
  }

  static func unvisited(by model: some Parameterized) -> [Finding] {
    var marked = model
    marked.forEachParameter { _, parameter in parameter.slot = 0 }
    var search = Search()
    search.look(into: marked, owner: "\(type(of: model))", property: "")
    return search.findings
  }

  /// Walks through all that a value holds, however deep.
  private struct Search {
    var findings: [Finding] = []
    /// Objects may form circles.
    private var seen: Set<ObjectIdentifier> = []

    mutating func look(into value: Any, owner: String, property: String) {
      if let parameter = value as? Parameter {
        if parameter.slot == nil { findings.append(Finding(owner: owner, property: property)) }
        return
      }
      if value is Tensor || holdsNumbers(value) { return }
      let mirror = Mirror(reflecting: value)
      var (owner, property) = (owner, property)
      switch mirror.displayStyle {
      case .struct: (owner, property) = ("\(type(of: value))", "")
      case .class:
        guard seen.insert(ObjectIdentifier(value as AnyObject)).inserted else { return }
        (owner, property) = ("\(type(of: value))", "")
      default: break
      }
      let isWrapped = mirror.displayStyle == .optional || mirror.displayStyle == .enum
      for (index, child) in mirror.children.enumerated() {
        let step = isWrapped && !property.isEmpty ? "" : child.label ?? "[\(index)]"
        look(into: child.value, owner: owner, property: property + step)
      }
    }

    /// Whether the value is a collection of numbers or text, such as a model's images: large, and
    /// without parameters.
    private func holdsNumbers(_ value: Any) -> Bool {
      guard let collection = value as? any Collection else { return false }
      func element<C: Collection>(_: C) -> Any.Type { C.Element.self }
      let type = element(collection)
      return type is any Numeric.Type || type is any StringProtocol.Type || type is Character.Type
    }
  }
}

/// Hashes what a model visits: the type of each part and the name of each parameter.
private struct StructureVisitor: ParameterVisitor {
  private var hasher = Hasher()

  static func structure(of model: some Parameterized) -> Int {
    var visitor = StructureVisitor()
    visitor.hasher.combine(ObjectIdentifier(type(of: model)))
    var model = model
    model.visit(&visitor)
    return visitor.hasher.finalize()
  }

  mutating func visit(_ parameter: inout Parameter, named name: String) { hasher.combine(name) }
  mutating func enter(_ name: String, _ type: any Parameterized.Type) {
    hasher.combine(name)
    hasher.combine(ObjectIdentifier(type))
  }
  mutating func leave() { hasher.combine(0) }
}

extension Parameterized {
  /// Freezes every parameter: optimizers leave the value as it is from then on, as after `trainable = False` in
  /// Keras.
  ///
  /// ```swift
  /// siamese.leg.freeze()
  /// ```
  ///
  /// Batch norms that are frozen use their running statistics while others train, and learn none. To freeze a
  /// part, call this of the part, or set ``Parameter/isFrozen`` of single parameters.
  public mutating func freeze() { setFrozen(true) { _ in true } }

  /// Freezes the parameters of all parts of one type, however deep they lie.
  ///
  /// ```swift
  /// leg.freeze(BatchNorm.self)
  /// ```
  ///
  /// So a leg is trained further by batches that are too small, or of too few classes, for their statistics.
  ///
  /// - Parameter type: The type of the parts, exactly; if it is that of this value, all is frozen.
  public mutating func freeze<Part: Parameterized>(_ type: Part.Type) {
    setFrozen(true) { $0 == type }
  }

  /// Lets optimizers change every parameter again.
  public mutating func unfreeze() { setFrozen(false) { _ in true } }

  /// Lets optimizers change the parameters of all parts of one type again.
  ///
  /// - Parameter type: The type of the parts, exactly; if it is that of this value, all is unfrozen.
  public mutating func unfreeze<Part: Parameterized>(_ type: Part.Type) {
    setFrozen(false) { $0 == type }
  }

  private mutating func setFrozen(
    _ isFrozen: Bool, where matches: (any Parameterized.Type) -> Bool
  ) {
    withoutActuallyEscaping(matches) { matches in
      var visitor = Freezing(
        isFrozen: isFrozen, matches: matches, isInside: [matches(Self.self)])
      visit(&visitor)
    }
  }
}

private struct Freezing: ParameterVisitor {
  let isFrozen: Bool
  let matches: (any Parameterized.Type) -> Bool
  /// Whether each of the parts around is meant, or lies in one that is.
  var isInside: [Bool]

  mutating func visit(_ parameter: inout Parameter, named name: String) {
    if isInside[isInside.count - 1] { parameter.isFrozen = isFrozen }
  }
  mutating func enter(_ name: String, _ type: any Parameterized.Type) {
    isInside.append(isInside[isInside.count - 1] || matches(type))
  }
  mutating func leave() { isInside.removeLast() }
}

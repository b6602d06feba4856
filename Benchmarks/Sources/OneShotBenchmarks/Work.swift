/// What must at least be done: multiply-adds of matrix products, and scalars read from and written to
/// memory.
struct Work {
  var multiplyAdds = 0.0
  var scalars = 0.0

  /// How long it takes at least.
  func seconds(at rates: MachineRates) -> Double {
    max(multiplyAdds / rates.multiplyAdds, 4 * scalars / rates.bytes)
  }

  static func + (a: Work, b: Work) -> Work {
    Work(multiplyAdds: a.multiplyAdds + b.multiplyAdds, scalars: a.scalars + b.scalars)
  }
}

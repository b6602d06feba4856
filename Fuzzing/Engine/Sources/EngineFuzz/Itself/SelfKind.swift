/// A way of comparing the engine with itself, on what is drawn.
struct SelfKind: Sendable {
  let name: String
  let run: @Sendable (inout Draw, inout Trial) throws -> Void

  init(_ name: String, _ run: @escaping @Sendable (inout Draw, inout Trial) throws -> Void) {
    (self.name, self.run) = (name, run)
  }

  static let all = [
    plans, convolutions, threads, threadsOfOperations, views, saved, recorded, alone,
  ]
}

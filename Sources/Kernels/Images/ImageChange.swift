/// All that happens to one image: where its pixels are looked up, then what happens to their values.
package struct ImageChange: Sendable, Equatable {
  package var warp: ImageWarp.Distortion
  /// In their order.
  package var steps: [ImageStep]

  package init(_ warp: ImageWarp.Distortion, steps: [ImageStep] = []) {
    self.warp = warp
    self.steps = steps
  }

  package static let none = ImageChange(.none)
}

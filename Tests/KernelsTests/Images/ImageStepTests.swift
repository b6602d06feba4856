import Testing

@testable import Kernels

@Suite struct ImageStepTests {
  private let x = (0..<36).map { Float($0 * 7 % 36) / 36 }

  private func after(_ step: ImageStep) -> [Float] {
    changed(x, height: 3, width: 4) { step($0) }
  }

  @Test func eachStepDoesWhatItIsCalled() {
    func expected(_ body: (PlanarImage) -> Void) -> [Float] {
      changed(x, height: 3, width: 4, body)
    }
    let box = ErasedBox(
      top: 0, left: 1, size: ImageSize(height: 1, width: 2), content: .zero)
    let steps: [(ImageStep, [Float])] = [
      (.brightness(1.2), expected { $0.adjustBrightness(1.2) }),
      (.contrast(1.2), expected { $0.adjustContrast(1.2) }),
      (.saturation(1.2), expected { $0.adjustSaturation(1.2) }),
      (.hue(0.2), expected { $0.shiftHue(0.2) }), (.gray, expected { $0.makeGray() }),
      (.blur(1), expected { GaussianFilter(sigma: 1)($0) }),
      (.erasing(box), expected { box.erase(from: $0) }),
    ]
    for (step, result) in steps { #expect(after(step) == result && result != x) }
    #expect(Set(steps.map { $0.1 }).count == steps.count)
  }
}

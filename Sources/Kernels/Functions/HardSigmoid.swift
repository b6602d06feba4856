import Lanes

/// x / 6 + 1/2, moved into 0 ... 1; NaN stays.
package struct HardSigmoid: ElementwiseFunction {
  package static var slopeTakes: SlopeOperand { .output }
  package init() {}

  package func value(_ x: Float) -> Float {
    let y = (x + 3) / 6
    return y < 0 ? 0 : (y > 1 ? 1 : y)
  }

  package func slope(_ y: Float) -> Float { y > 0 && y < 1 ? 1 / 6 : 0 }
}

import Basics

/// Stops where a margin would leave a loss without a minimum of use: negative, infinite or NaN.
func requireSoundMargin(_ margin: Float, _ loss: String) {
  require(
    (0..<Float.infinity).contains(margin),
    "\(loss): expected a finite margin of at least 0, got \(margin)")
}

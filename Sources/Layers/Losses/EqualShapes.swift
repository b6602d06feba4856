import Basics
import Tensor

/// Losses compare scalar by scalar: broadcasting would hide a mistake.
func requireEqualShapes(_ prediction: Tensor, _ target: Tensor, _ loss: String) {
  require(
    prediction.shape == target.shape,
    "\(loss): predictions \(prediction.shape) and targets \(target.shape) differ in shape")
}

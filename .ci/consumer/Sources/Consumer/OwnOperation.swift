import OneShot

/// x · σ(x), with a derivative written by hand.
func swish(_ x: Tensor) -> Tensor {
  .custom(from: x, named: "swish") { x in
    x * x.sigmoid()
  } pullback: { gradient, x, y in
    let s = x.sigmoid()
    return gradient * (s + y * (1 - s))
  }
}

func checkOwnOperation() {
  var random = SeededGenerator(seed: 1)
  let x = Tensor.normal([4, 3], using: &random)
  let check = GradientCheck(at: [x]) { swish($0[0]) }
  expect(check.passes, "\(check)")
}

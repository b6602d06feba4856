import Autograd
import Tensor
import Testing

@Suite struct FinitenessTests {
  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func theFirstThatIsNotFiniteIsNamed(_ number: Float) {
    let good = Tensor([1, 2, .greatestFiniteMagnitude])
    let bad = Tensor([1, 2, number])
    #expect(bad.firstNotFinite == 2 && good.firstNotFinite == nil)
    #expect(good.isFinite && !bad.isFinite && Tensor.zeros([0, 3]).isFinite)
    let values = ParameterValues(paths: ["a", "b", "c"], tensors: [good, bad, bad])
    #expect(values.firstNotFinite == "b")
    #expect(ParameterValues(paths: ["a"], tensors: [good]).firstNotFinite == nil)
  }
}

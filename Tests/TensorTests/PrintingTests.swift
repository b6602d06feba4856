import Tensor
import Testing

@Suite struct PrintingTests {
  @Test func nestsBrackets() {
    #expect(Tensor(1.5).description == "Tensor[] 1.5")
    #expect(Tensor([1, 2]).description == "Tensor[2] [1.0, 2.0]")
    #expect(
      Tensor([[1, 2], [3, 4]]).description == """
        Tensor[2, 2] [[1.0, 2.0],
         [3.0, 4.0]]
        """)
    #expect(Tensor.zeros([0]).description == "Tensor[0] []")
  }

  @Test func shortensLongAxes() {
    #expect(
      Tensor.range(0..<100).description == "Tensor[100] [0.0, 1.0, 2.0, …, 97.0, 98.0, 99.0]")
    #expect(Tensor.range(0..<8).description.contains("…") == false)
    #expect(Tensor.zeros([1000, 1000]).description.count < 400)
  }
}

import Tensor
import Testing

@Suite struct ShapeErrorTests {
  @Test func saysWhere() {
    let error = ShapeError("Dense(8) expects a vector")
    #expect(error.description == "Dense(8) expects a vector")
    #expect(error.within("2").within("leg").description == "leg.2: Dense(8) expects a vector")
  }
}

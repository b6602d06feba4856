import Autograd
import Tensor
import TestSupport
import Testing

@Suite struct ParameterValuesTests {
  struct Model: Parameterized {
    var weight = Parameter(Tensor([1, 2]))
    var count = Parameter(Tensor(5), role: .statistic)
    mutating func visit(_ visitor: inout some ParameterVisitor) {
      visitor.visit(&weight, named: "weight")
      visitor.visit(&count, named: "count")
    }
  }

  @Test func areTakenByPath() {
    let values = Model().values
    #expect(values.paths == ["weight", "count"])
    #expect(values["weight"] == Tensor([1, 2]))
    #expect(values["count"] == Tensor(5))
    #expect(values["missing"] == nil)
    #expect(values.count == 2 && !values.isEmpty)
    #expect(ParameterValues().isEmpty)
  }

  @Test func areASnapshotThatCanBePutBack() {
    var model = Model()
    let before = model.values
    model.weight.value.withUnsafeMutableScalars { $0[0] = 9 }
    model.count.value = 6
    #expect(model.values != before)
    #expect(before["weight"] == Tensor([1, 2]))
    model.values = before
    #expect(model.values == before)
    #expect(model.count.value == Tensor(5))
  }

  @Test func haveNoHistory() {
    var model = Model()
    _ = gradient(of: &model) { model in
      #expect(model.weight.value.isTracked)
      #expect(!model.values.tensors[0].isTracked)
      return model.weight.value.sum()
    }
  }

  @Test func buildAPendingParameter() {
    var model = Model()
    model.weight = Parameter()
    model.values = Model().values
    #expect(model.weight.value == Tensor([1, 2]))
  }

  @Test func stopWhereTheyDoNotFit() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Model()
      model.values = ParameterValues(
        paths: ["weight", "count"], tensors: [Tensor([1, 2, 3]), Tensor(5)])
    }
    #expect(
      message(of: shape).contains("values: got weight of shape [3], the model's is [2]"))
    let path = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Model()
      model.values = ParameterValues(
        paths: ["count", "weight"], tensors: [Tensor(5), Tensor([1, 2])])
    }
    #expect(message(of: path).contains("values: got count where the model has weight"))
    let pending = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = Model()
      model.weight = Parameter()
      _ = model.values
    }
    #expect(message(of: pending).contains("values: weight has no value yet"))
  }
}

import OneShot
import Testing

@Suite struct NetworksMobileNetV2Tests {
  @Test func agreesWithTorchvision() throws {
    let stages = [
      MobileStage(1, filters: 4, strides: 1, expansion: 1), MobileStage(2, filters: 5, strides: 2),
      MobileStage(1, filters: 6, strides: 2, expansion: 3),
    ]
    try expectJudged(Networks.mobileNetV2(stem: 8, stages, head: 9), by: "mobileNetV2")
  }

  @Test func hasTheSizeOfTorchvisions() throws {
    try expectTrainable(Networks.mobileNetV2(), weights: 2_223_872, embedding: 1280)
  }
}

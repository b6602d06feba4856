import OneShot
import TestSupport

/// A leg of two blocks and the methods that a fixture of `Adaptation` was made with.
enum AdaptationJudgement {
  static var leg: Sequential {
    Sequential {
      ConvBlock(3)
      ConvBlock(4)
      Flatten()
    }
  }

  /// The method with the parameters of the fixture.
  static func method(_ fixture: Fixture) throws -> MAML<Sequential> {
    let head = fixture["head.weight"].shape
    var loop = InnerLoop(steps: fixture.integer("steps"), rate: fixture.number("rate"))
    if fixture.name.contains("reptile") {
      loop.order = .first
    } else {
      loop.order = InnerLoop.Order(rawValue: fixture.text("order"))!
      loop.adapting = InnerLoop.Part(rawValue: fixture.text("adapting"))!
      loop.statistics = InnerLoop.Statistics(rawValue: fixture.text("statistics"))!
      loop.learnsRates = fixture.text("learns") == "rates"
    }
    var method = try MAML(
      leg, input: fixture["images.0"].shape.droppingFirst, ways: head[1], loop: loop)
    method.forEachParameter { path, parameter in
      if parameter.role == .trainable { parameter.value = fixture[path] }
    }
    return method
  }

  /// The episodes of the fixture.
  static func episodes(_ fixture: Fixture) -> [Episode] {
    (0..<2).map { index in
      Episode(
        fixture["images.\(index)"], ways: fixture["head.weight"].shape[1],
        shots: fixture.integer("shots"),
        answers: fixture["answers.\(index)"].scalars.map { Int($0) })
    }
  }
}

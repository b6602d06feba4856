import Basics

/// A number that changes as training goes on, such as a learning rate or a momentum; it counts
/// iterations, the steps taken so far.
///
/// ```swift
/// SGD(learningRate: .warmUpThenCosine(to: 0.01, over: 5000))
/// SGD(
///   learningRate: .exponential(from: 0.01, factor: 0.99, every: 700)
///     .stepwise(every: 700))
/// ```
///
/// The second one falls to 99 % after each epoch of 700 steps, as Keras's and PyTorch's schedules by
/// epoch do.
public struct Schedule: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// The name with its numbers, as it is printed.
  public let name: String
  private let value: @Sendable (Int) -> Float

  /// A schedule of your own, from the number of steps taken before the one at hand.
  public init(_ name: String, _ value: @escaping @Sendable (_ iteration: Int) -> Float) {
    self.name = name
    self.value = value
  }

  /// The number for the step after `iteration` others.
  public func callAsFunction(at iteration: Int) -> Float { value(iteration) }

  /// The same number throughout.
  public static func constant(_ value: Float) -> Schedule {
    Schedule("\(value)") { _ in value }
  }

  /// `initial · factorᵗ` where t is iterations / `length`: falls to `factor` of itself in every
  /// `length` iterations (default 1), a little at each of them.
  public static func exponential(
    from initial: Float, factor: Float, every length: Int = 1
  ) -> Schedule {
    require(length > 0, "Schedule.exponential: expected a positive length, got \(length)")
    return Schedule("exponential(\(initial), \(factor), \(length))") {
      initial * powf(factor, part($0, of: length))
    }
  }

  /// `initial`, multiplied by `factor` after every `length` iterations.
  public static func step(from initial: Float, factor: Float, every length: Int) -> Schedule {
    require(length > 0, "Schedule.step: expected a positive length, got \(length)")
    return Schedule("step(\(initial), \(factor), \(length))") {
      initial * powf(factor, Float($0 / length))
    }
  }

  /// Half a cosine from `initial` to `final` (default 0) over `length` iterations, then `final`:
  /// Loshchilov and Hutter, "SGDR", 2017, eq. 5, without restarts.
  public static func cosine(
    from initial: Float, to final: Float = 0, over length: Int
  ) -> Schedule {
    require(length > 0, "Schedule.cosine: expected a positive length, got \(length)")
    return Schedule("cosine(\(initial), \(final), \(length))") {
      final + (initial - final) * (1 + cosf(.pi * min(1, part($0, of: length)))) / 2
    }
  }

  /// A straight line from `initial` to `final` over `length` iterations, then `final`.
  public static func linear(
    from initial: Float, to final: Float, over length: Int
  ) -> Schedule {
    require(length > 0, "Schedule.linear: expected a positive length, got \(length)")
    return Schedule("linear(\(initial), \(final), \(length))") {
      initial + (final - initial) * min(1, part($0, of: length))
    }
  }

  /// `first` for `length` iterations, then `second`, which counts from there.
  public static func sequence(
    _ first: Schedule, for length: Int, then second: Schedule
  ) -> Schedule {
    require(length >= 0, "Schedule.sequence: expected a length of at least 0, got \(length)")
    return Schedule("\(first.name) for \(length), then \(second.name)") {
      $0 < length ? first(at: $0) : second(at: $0 - length)
    }
  }

  /// A line from a tenth of `peak` to `peak` over the first 15 % of `steps`, then a cosine to a 200th
  /// of it: what the recipes train with.
  public static func warmUpThenCosine(to peak: Float, over steps: Int) -> Schedule {
    require(steps > 0, "Schedule.warmUpThenCosine: expected some steps, got \(steps)")
    let rise = max(1, steps / 100 * 15 + steps % 100 * 15 / 100)
    return .sequence(
      .linear(from: peak / 10, to: peak, over: rise), for: rise,
      then: .cosine(from: peak, to: peak / 200, over: max(1, steps - rise)))
  }

  /// This schedule as a staircase, which moves only after every `length` iterations, such as those of
  /// an epoch.
  public func stepwise(every length: Int) -> Schedule {
    require(length > 0, "Schedule.stepwise: expected a positive length, got \(length)")
    return Schedule("\(name), every \(length)") { self(at: $0 / length * length) }
  }

  /// The same number throughout.
  public init(floatLiteral value: Float) { self = .constant(value) }
  /// The same number throughout.
  public init(integerLiteral value: Int) { self = .constant(Float(value)) }

  private static func part(_ iteration: Int, of length: Int) -> Float {
    Float(iteration) / Float(length)
  }
}

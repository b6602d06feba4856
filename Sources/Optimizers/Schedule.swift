import Basics

/// A number that changes as training goes on, such as a learning rate or a momentum.
///
/// ```swift
/// SGD(learningRate: .exponential(from: 0.01, factor: 0.99), momentum: .linear(from: 0.5, to: 0.9, over: 100))
/// ```
public struct Schedule: Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  /// How far training has come.
  public struct Progress: Sendable, Hashable {
    /// The number of steps taken before this one.
    public var iteration: Int
    /// The number of epochs finished.
    public var epoch: Int

    /// The given progress; both default to 0.
    public init(iteration: Int = 0, epoch: Int = 0) {
      self.iteration = iteration
      self.epoch = epoch
    }

    fileprivate func count(_ unit: Unit) -> Float { Float(unit == .epoch ? epoch : iteration) }
  }

  /// What a schedule counts.
  public enum Unit: Sendable, Hashable {
    /// Finished epochs.
    case epoch
    /// Steps.
    case iteration
  }

  /// The name with its numbers, as it is printed.
  public let name: String
  private let value: @Sendable (Progress) -> Float

  /// A schedule of your own.
  public init(_ name: String, _ value: @escaping @Sendable (Progress) -> Float) {
    self.name = name
    self.value = value
  }

  /// The number at a point of training.
  public func callAsFunction(at progress: Progress) -> Float { value(progress) }

  /// The same number throughout.
  public static func constant(_ value: Float) -> Schedule {
    Schedule("\(value)") { _ in value }
  }

  /// `initial · factorⁿ` after n epochs (or iterations).
  public static func exponential(
    from initial: Float, factor: Float, per unit: Unit = .epoch
  ) -> Schedule {
    Schedule("exponential(\(initial), \(factor))") { initial * powf(factor, $0.count(unit)) }
  }

  /// `initial`, multiplied by `factor` after every `length` epochs (or iterations).
  public static func step(
    from initial: Float, factor: Float, every length: Int, _ unit: Unit = .epoch
  ) -> Schedule {
    require(length > 0, "Schedule.step: expected a positive length, got \(length)")
    return Schedule("step(\(initial), \(factor), \(length))") {
      initial * powf(factor, ($0.count(unit) / Float(length)).rounded(.down))
    }
  }

  /// Half a cosine from `initial` to `final` over `length` iterations (or epochs), then `final`:
  /// Loshchilov and Hutter, "SGDR", 2017, eq. 5, without restarts.
  public static func cosine(
    from initial: Float, to final: Float = 0, over length: Int, _ unit: Unit = .iteration
  ) -> Schedule {
    require(length > 0, "Schedule.cosine: expected a positive length, got \(length)")
    return Schedule("cosine(\(initial), \(final), \(length))") {
      let part = min(1, $0.count(unit) / Float(length))
      return final + (initial - final) * (1 + cosf(.pi * part)) / 2
    }
  }

  /// A straight line from `initial` to `final` over `length` epochs (or iterations), then `final`.
  public static func linear(
    from initial: Float, to final: Float, over length: Int, _ unit: Unit = .epoch
  ) -> Schedule {
    require(length > 0, "Schedule.linear: expected a positive length, got \(length)")
    return Schedule("linear(\(initial), \(final), \(length))") {
      initial + (final - initial) * min(1, $0.count(unit) / Float(length))
    }
  }

  /// `first` for `length` iterations (or epochs), then `second`, which counts from there.
  public static func sequence(
    _ first: Schedule, for length: Int, _ unit: Unit = .iteration, then second: Schedule
  ) -> Schedule {
    Schedule("\(first.name), then \(second.name)") { progress in
      var rest = progress
      guard Int(progress.count(unit)) >= length else { return first(at: progress) }
      switch unit {
      case .iteration: rest.iteration -= length
      case .epoch: rest.epoch -= length
      }
      return second(at: rest)
    }
  }

  /// The same number throughout.
  public init(floatLiteral value: Float) { self = .constant(value) }
  /// The same number throughout.
  public init(integerLiteral value: Int) { self = .constant(Float(value)) }
}

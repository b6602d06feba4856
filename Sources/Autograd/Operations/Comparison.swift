import Tensor

/// Comparisons give 1 where they hold and 0 elsewhere; they broadcast and have no gradient.
extension Tensor {
  /// 1 where `a` is smaller than `b`.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { combine(.less, a, b) }
  /// 1 where `a` is at most `b`.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { combine(.lessOrEqual, a, b) }
  /// 1 where `a` is larger than `b`.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { combine(.greater, a, b) }
  /// 1 where `a` is at least `b`.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { combine(.greaterOrEqual, a, b) }
  /// 1 where the two are equal.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { combine(.equal, a, b) }
  /// 1 where the two differ.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { combine(.notEqual, a, b) }
}

/// `x`, or 0 if it is smaller than every normal number.
///
/// A running mean of gradients that have become 0 would stay denormal for ever: among the smallest of
/// these numbers a factor of 0.9 rounds back to the same one, and processors take several times as long
/// for them.
@inlinable @inline(__always)
public func flushed(_ x: Float) -> Float { abs(x) < Float.leastNormalMagnitude ? 0 : x }

/// Two pictures, of which is asked whether they are of one class.
public struct VerifyInput: Decodable, Sendable {
  /// One of them.
  public let a: PictureInput
  /// The other.
  public let b: PictureInput
}

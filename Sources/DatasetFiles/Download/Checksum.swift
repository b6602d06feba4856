import Basics
import Files
import Foundation

#if canImport(CryptoKit)
  import CryptoKit
#else
  import COpenSSL
#endif

/// A published digest of a file, in lower-case hexadecimal digits.
public enum Checksum: Sendable, Hashable {
  /// MD5: tells a damaged file, not a forged one.
  case md5(String)
  /// SHA-256.
  case sha256(String)

  /// Makes sure that a file is the one that was published.
  ///
  /// - Throws: `FileProblem` if its digest differs, because it is damaged, incomplete or another
  ///   version, or it cannot be read.
  public func verify(_ url: URL) throws(FileProblem) { try verify(url, from: url.relativePath) }

  /// - Parameter origin: Where the file comes from, for the error.
  func verify(_ url: URL, from origin: String) throws(FileProblem) {
    let found = digest(of: try Files.read(url))
    guard found == self else {
      throw FileProblem(
        path: origin, found: "a damaged or other one of \(found)",
        expected: "the published file of \(self)")
    }
  }

  /// The SHA-256 digest of bytes, which names them: two that differ have different ones.
  public static func sha256(of bytes: [UInt8]) -> Checksum {
    .sha256(hexadecimal(sha256(bytes)))
  }

  /// The digest alone, in lower-case hexadecimal digits.
  public var digits: String {
    switch self {
    case .md5(let digits), .sha256(let digits): digits
    }
  }

  /// The digest of `bytes`, of this kind.
  func digest(of bytes: [UInt8]) -> Checksum {
    switch self {
    case .md5: .md5(Self.hexadecimal(Self.md5(bytes)))
    case .sha256: .sha256(of: bytes)
    }
  }

  #if canImport(CryptoKit)
    private static func md5(_ bytes: [UInt8]) -> [UInt8] { Array(Insecure.MD5.hash(data: bytes)) }
    private static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
  #else
    private static func md5(_ bytes: [UInt8]) -> [UInt8] { digest(of: bytes, EVP_md5()) }
    private static func sha256(_ bytes: [UInt8]) -> [UInt8] { digest(of: bytes, EVP_sha256()) }

    private static func digest(of bytes: [UInt8], _ algorithm: OpaquePointer?) -> [UInt8] {
      var length: UInt32 = 0
      var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
      let status = EVP_Digest(bytes, bytes.count, &digest, &length, algorithm, nil)
      require(status == 1, "Checksum: libcrypto computes no such digest")
      return Array(digest.prefix(Int(length)))
    }
  #endif

  private static func hexadecimal(_ digest: some Sequence<UInt8>) -> String {
    digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

extension Checksum: CustomStringConvertible {
  /// The kind and the digits: `MD5 e704a628…`.
  public var description: String {
    switch self {
    case .md5(let digits): "MD5 \(digits)"
    case .sha256(let digits): "SHA-256 \(digits)"
    }
  }
}

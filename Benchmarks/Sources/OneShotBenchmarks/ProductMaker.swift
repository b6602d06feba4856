import COpenBLAS
import Kernels

#if canImport(CLibXSMM)
  import CLibXSMM
#endif

/// What multiplies matrices.
enum ProductMaker: String, CaseIterable {
  case ours = "OneShot"
  case openBLAS = "OpenBLAS"
  case libXSMM = "LIBXSMM"
}

extension PlaneOperands {
  /// What multiplies all planes; nil if that cannot be.
  func products(by maker: ProductMaker) -> (() -> Void)? {
    let (planes, a, b, c, panels) = (0..<shape.planes, a, b, c, panels)
    let (rows, depth, columns) = (shape.rows, shape.depth, shape.columns)
    switch maker {
    case .ours:
      return {
        for plane in planes {
          ProductKernel.best.multiply(
            Matrix(a[plane], rows, depth), Matrix(panels: panels[plane], depth, columns),
            into: c[plane], stride: columns)
        }
      }
    case .openBLAS:
      return {
        for plane in planes {
          cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasNoTrans, blasint(rows), blasint(columns),
            blasint(depth), 1, a[plane], blasint(depth), b[plane], blasint(columns), 0, c[plane],
            blasint(columns))
        }
      }
    case .libXSMM:
      #if canImport(CLibXSMM)
        guard let product = xsmmProduct(Int32(rows), Int32(columns), Int32(depth)) else {
          return nil
        }
        return { for plane in planes { xsmmMultiply(product, a[plane], b[plane], c[plane]) } }
      #else
        return nil
      #endif
    }
  }
}

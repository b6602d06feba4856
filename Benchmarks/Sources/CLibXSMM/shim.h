#include <libxsmm.h>

/// A product C = A B compiled for its shape, row by row without gaps; NULL if LIBXSMM has none. It
/// stores columns, so it multiplies the transposed matrices.
static inline const void *xsmmProduct(int rows, int columns, int depth) {
  const float beta = 0;
  return (const void *)libxsmm_smmdispatch(
    columns, rows, depth, NULL, NULL, NULL, NULL, &beta, NULL, NULL);
}

static inline void xsmmMultiply(const void *product, const float *a, const float *b, float *c) {
  ((libxsmm_smmfunction)product)(b, a, c);
}

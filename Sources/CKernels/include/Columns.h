#ifndef CKERNELS_COLUMNS_H
#define CKERNELS_COLUMNS_H

#include "Instructions.h"

/// Which gradients pass what follows batch norm: where `x · scale + shift` is above 0 and below `upper`;
/// elsewhere `slope` times the gradient is left.
struct ColumnGate {
  const float *scale, *shift;
  float slope, upper;
};

/// Loops of batch norm over matrices of `rows` × `columns`.
struct ColumnFunctions {
  /// Σ (x − origin) and Σ (x − origin)² of each column.
  void (*moments)(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *origin, float *sums, float *squares);
  /// Σ g and Σ g (x − mean) of each column. Here and below g is what passes the gate; NULL lets all pass.
  void (*gradientSums)(
    const float *x, const float *g, ptrdiff_t rows, ptrdiff_t columns, const float *mean,
    const struct ColumnGate *gate, float *sums, float *products);
  /// y = x · scale + shift.
  void (*scale)(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *scale, const float *shift, float *y);
  /// y = a g + b x + c.
  void (*combine)(
    const float *g, const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *a, const float *b,
    const float *c, const struct ColumnGate *gate, float *y);
};

/// The functions for these instructions, which the processor must have.
const struct ColumnFunctions *columnFunctions(enum InstructionSet instructions);

#endif

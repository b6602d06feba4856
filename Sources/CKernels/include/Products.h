#ifndef CKERNELS_PRODUCTS_H
#define CKERNELS_PRODUCTS_H

#include "Endings.h"
#include "Instructions.h"

/// Columns of a panel of B: two lines of memory, so that a panel is read from one address on.
enum { productPanelColumns = 32 };

/// C = A B or C += A B, once or for several B and C of one shape with the same A. Strides count scalars.
struct Product {
  /// A, `rows` × `depth`; transposed if its strides are exchanged.
  const float *a;
  ptrdiff_t aRowStride;
  ptrdiff_t aColumnStride;

  /// B, `depth` × `columns`, in panels of 32 columns. Panels that are 32 scalars apart are an ordinary
  /// matrix with its rows `bRowStride` apart; if rows are 32 apart each panel lies on its own.
  const float *b;
  ptrdiff_t bRowStride;
  ptrdiff_t bPanelStride;

  /// C, `rows` × `columns`.
  float *c;
  ptrdiff_t cRowStride;

  ptrdiff_t rows;
  ptrdiff_t columns;
  ptrdiff_t depth;
  bool accumulates;

  /// How many products there are, and how far apart their B and C.
  ptrdiff_t count;
  ptrdiff_t bStep;
  ptrdiff_t cStep;

  /// What becomes of C at last, if anything does.
  bool ends;
  struct Ending ending;
};

typedef void (*ProductFunction)(const struct Product *);

/// The function for these instructions, which the processor must have.
///
/// Each adds over the depth in an order that the shape alone fixes.
ProductFunction productFunction(enum InstructionSet instructions);

#endif

// Loops over the rows of matrices, in the names of PortableVectors.h.
//
// Products are rounded before they are added, so that all instructions give the same bits. A product and
// a sum in one expression would be contracted.

/// Two sums of some columns, `lanes` of the last vector.
INLINE TARGET void NAME(sums)(
    const int vectors, const int lanes, const bool isGradient, const float *x, const float *g, ptrdiff_t rows,
    ptrdiff_t columns, const float *origin, float *first, float *second) {
  const bool isPart = lanes < LANES;
  VECTOR a[4], b[4], origins[4];
  UNROLL for (int v = 0; v < vectors; v++) {
    a[v] = b[v] = (VECTOR){0};
    origins[v] = isPart ? LOAD_PART(origin + v * LANES, lanes) : LOAD(origin + v * LANES);
  }
  for (ptrdiff_t row = 0; row < rows; row++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      const ptrdiff_t place = row * columns + v * LANES;
      const VECTOR distance = (isPart ? LOAD_PART(x + place, lanes) : LOAD(x + place)) - origins[v];
      if (isGradient) {
        const VECTOR gradient = isPart ? LOAD_PART(g + place, lanes) : LOAD(g + place);
        const VECTOR product = gradient * distance;
        a[v] += gradient;
        b[v] += product;
      } else {
        const VECTOR square = distance * distance;
        a[v] += distance;
        b[v] += square;
      }
    }
  }
  UNROLL for (int v = 0; v < vectors; v++) {
    if (isPart) {
      STORE_PART(first + v * LANES, a[v], lanes);
      STORE_PART(second + v * LANES, b[v], lanes);
    } else {
      STORE(first + v * LANES, a[v]);
      STORE(second + v * LANES, b[v]);
    }
  }
}

INLINE TARGET void NAME(allSums)(
    const bool isGradient, const float *x, const float *g, ptrdiff_t rows, ptrdiff_t columns,
    const float *origin, float *first, float *second) {
  ptrdiff_t c = 0;
  for (; c + 4 * LANES <= columns; c += 4 * LANES)
    NAME(sums)(4, LANES, isGradient, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  for (; c + LANES <= columns; c += LANES)
    NAME(sums)(1, LANES, isGradient, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  if (c < columns) {
    const int lanes = (int)(columns - c);
    NAME(sums)(1, lanes, isGradient, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  }
}

static TARGET void NAME(moments)(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *origin, float *sums, float *squares) {
  NAME(allSums)(false, x, x, rows, columns, origin, sums, squares);
}

static TARGET void NAME(gradientSums)(
    const float *x, const float *g, ptrdiff_t rows, ptrdiff_t columns, const float *mean, float *sums,
    float *products) {
  NAME(allSums)(true, x, g, rows, columns, mean, sums, products);
}

static TARGET void NAME(scale)(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *scale, const float *shift, float *y) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    ptrdiff_t c = 0;
    for (; c + LANES <= columns; c += LANES) {
      const VECTOR product = LOAD(x + c) * LOAD(scale + c);
      STORE(y + c, product + LOAD(shift + c));
    }
    if (c < columns) {
      const int n = (int)(columns - c);
      const VECTOR product = LOAD_PART(x + c, n) * LOAD_PART(scale + c, n);
      STORE_PART(y + c, product + LOAD_PART(shift + c, n), n);
    }
    x += columns;
    y += columns;
  }
}

static TARGET void NAME(combine)(
    const float *g, const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *a, const float *b,
    const float *c, float *y) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    ptrdiff_t i = 0;
    for (; i + LANES <= columns; i += LANES) {
      const VECTOR first = LOAD(a + i) * LOAD(g + i), second = LOAD(b + i) * LOAD(x + i);
      STORE(y + i, first + second + LOAD(c + i));
    }
    if (i < columns) {
      const int n = (int)(columns - i);
      const VECTOR first = LOAD_PART(a + i, n) * LOAD_PART(g + i, n);
      const VECTOR second = LOAD_PART(b + i, n) * LOAD_PART(x + i, n);
      STORE_PART(y + i, first + second + LOAD_PART(c + i, n), n);
    }
    g += columns;
    x += columns;
    y += columns;
  }
}

static const struct ColumnFunctions NAME(columnFunctions) = {
  NAME(moments), NAME(gradientSums), NAME(scale), NAME(combine)};

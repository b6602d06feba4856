// Loops over the rows of matrices, in the names of PortableVectors.h.
//
// Products are rounded before they are added, so that all instructions give the same bits. A product and
// a sum in one expression would be contracted.

typedef int NAME(Selection) __attribute__((vector_size(LANES * sizeof(int))));

INLINE TARGET VECTOR NAME(loadColumns)(const float *p, const int lanes) {
  return lanes < LANES ? LOAD_PART(p, lanes) : LOAD(p);
}

/// What of a gradient passes, at `x` in the columns from `c` on.
INLINE TARGET VECTOR NAME(passed)(
    const struct ColumnGate *gate, ptrdiff_t c, const int lanes, VECTOR x, VECTOR gradient) {
  const VECTOR product = x * NAME(loadColumns)(gate->scale + c, lanes);
  const VECTOR value = product + NAME(loadColumns)(gate->shift + c, lanes);
  const NAME(Selection) isOpen =
    (NAME(Selection))(value > (VECTOR){0}) & (NAME(Selection))(value < (VECTOR){0} + gate->upper);
  // Nothing is left of infinity, either.
  const NAME(Selection) remains = (NAME(Selection)){0} - (gate->slope != 0);
  const NAME(Selection) rest = (NAME(Selection))(gradient * gate->slope) & remains;
  return (VECTOR)(((NAME(Selection))gradient & isOpen) | (rest & ~isOpen));
}

/// Two sums of some columns, `lanes` of the last vector.
INLINE TARGET void NAME(sums)(
    const int vectors, const int lanes, const bool isGradient, const struct ColumnGate *gate,
    ptrdiff_t column, const float *x, const float *g, ptrdiff_t rows, ptrdiff_t columns,
    const float *origin, float *first, float *second) {
  const bool isPart = lanes < LANES;
  VECTOR a[4], b[4], origins[4];
  UNROLL for (int v = 0; v < vectors; v++) {
    a[v] = b[v] = (VECTOR){0};
    origins[v] = isPart ? LOAD_PART(origin + v * LANES, lanes) : LOAD(origin + v * LANES);
  }
  for (ptrdiff_t row = 0; row < rows; row++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      const ptrdiff_t place = row * columns + v * LANES;
      const VECTOR value = NAME(loadColumns)(x + place, lanes);
      const VECTOR distance = value - origins[v];
      if (isGradient) {
        VECTOR gradient = NAME(loadColumns)(g + place, lanes);
        if (gate) gradient = NAME(passed)(gate, column + v * LANES, lanes, value, gradient);
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
    const bool isGradient, const struct ColumnGate *gate, const float *x, const float *g, ptrdiff_t rows,
    ptrdiff_t columns, const float *origin, float *first, float *second) {
  ptrdiff_t c = 0;
  for (; c + 4 * LANES <= columns; c += 4 * LANES)
    NAME(sums)(
      4, LANES, isGradient, gate, c, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  for (; c + LANES <= columns; c += LANES)
    NAME(sums)(
      1, LANES, isGradient, gate, c, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  if (c < columns) {
    const int lanes = (int)(columns - c);
    NAME(sums)(
      1, lanes, isGradient, gate, c, x + c, g + c, rows, columns, origin + c, first + c, second + c);
  }
}

static TARGET void NAME(moments)(
    const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *origin, float *sums, float *squares) {
  NAME(allSums)(false, NULL, x, x, rows, columns, origin, sums, squares);
}

static TARGET void NAME(gradientSums)(
    const float *x, const float *g, ptrdiff_t rows, ptrdiff_t columns, const float *mean,
    const struct ColumnGate *gate, float *sums, float *products) {
  if (gate) NAME(allSums)(true, gate, x, g, rows, columns, mean, sums, products);
  else NAME(allSums)(true, NULL, x, g, rows, columns, mean, sums, products);
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

/// a g + b x + c in the columns from `i` on.
INLINE TARGET VECTOR NAME(combined)(
    const float *g, const float *x, ptrdiff_t i, const int lanes, const float *a, const float *b,
    const float *c, const struct ColumnGate *gate) {
  const VECTOR value = NAME(loadColumns)(x + i, lanes);
  VECTOR gradient = NAME(loadColumns)(g + i, lanes);
  if (gate) gradient = NAME(passed)(gate, i, lanes, value, gradient);
  const VECTOR first = NAME(loadColumns)(a + i, lanes) * gradient;
  const VECTOR second = NAME(loadColumns)(b + i, lanes) * value;
  return first + second + NAME(loadColumns)(c + i, lanes);
}

INLINE TARGET void NAME(combineAll)(
    const float *g, const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *a, const float *b,
    const float *c, const struct ColumnGate *gate, float *y) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    ptrdiff_t i = 0;
    for (; i + LANES <= columns; i += LANES)
      STORE(y + i, NAME(combined)(g, x, i, LANES, a, b, c, gate));
    if (i < columns) {
      const int n = (int)(columns - i);
      STORE_PART(y + i, NAME(combined)(g, x, i, n, a, b, c, gate), n);
    }
    g += columns;
    x += columns;
    y += columns;
  }
}

static TARGET void NAME(combine)(
    const float *g, const float *x, ptrdiff_t rows, ptrdiff_t columns, const float *a, const float *b,
    const float *c, const struct ColumnGate *gate, float *y) {
  if (gate) NAME(combineAll)(g, x, rows, columns, a, b, c, gate, y);
  else NAME(combineAll)(g, x, rows, columns, a, b, c, NULL, y);
}

static const struct ColumnFunctions NAME(columnFunctions) = {
  NAME(moments), NAME(gradientSums), NAME(scale), NAME(combine)};

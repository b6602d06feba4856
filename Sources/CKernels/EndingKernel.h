// The ending of results, in the names of PortableVectors.h.

/// A vector of columns, the first `lanes` of which are there.
struct NAME(Terms) {
  VECTOR scale, shift, least, most;
};

INLINE TARGET struct NAME(Terms) NAME(terms)(
    const struct Ending *ending, ptrdiff_t column, const bool isPart, int lanes) {
  // What they leave as it is, be it −0.
  struct NAME(Terms) terms = {(VECTOR){0} + 1.0f, -(VECTOR){0}, BROADCAST(&ending->least), BROADCAST(&ending->most)};
  if (ending->scale) {
    const float *scale = ending->scale + column;
    terms.scale = isPart ? LOAD_PART(scale, lanes) : LOAD(scale);
  }
  if (ending->shift) {
    const float *shift = ending->shift + column;
    terms.shift = isPart ? LOAD_PART(shift, lanes) : LOAD(shift);
  }
  return terms;
}

INLINE TARGET VECTOR NAME(ended)(VECTOR x, struct NAME(Terms) terms) {
  x = MULTIPLY_ADD(x, terms.scale, terms.shift);
  return SMALLER(terms.most, LARGER(terms.least, x));
}

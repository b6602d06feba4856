// The names that a kernel is written in, for every processor:
//
//   NAME(x)                 the name x, made this set's own
//   TARGET                  the attribute of its functions
//   VECTOR, LANES           a vector and the number of its scalars, which divides 16
//   LOAD(p), STORE(p, x)    a whole vector
//   LOAD_PART(p, n), STORE_PART(p, x, n)    its first n scalars; the others are neither read nor written
//   BROADCAST(p)            the scalar at p in all lanes
//   MULTIPLY_ADD(a, b, c)   a b + c
//   LARGER(a, b), SMALLER(a, b)    of each two scalars; b if either is NaN
//   ROWS, VECTORS           the tile of a product that the registers hold; ROWS is one of 4, 6 and 12

#define NAME(x) x##_portable
#define TARGET
#define VECTOR Four
#define LANES 4
#define LOAD(p) loadFour(p)
#define STORE(p, x) storeFour(p, x)
#define LOAD_PART(p, n) loadPartOfFour(p, n)
#define STORE_PART(p, x, n) storePartOfFour(p, x, n)
#define BROADCAST(p) ((Four){*(p), *(p), *(p), *(p)})
#define MULTIPLY_ADD(a, b, c) ((a) * (b) + (c))
#define LARGER(a, b) selectFour((a) > (b), a, b)
#define SMALLER(a, b) selectFour((a) < (b), a, b)
#ifdef __aarch64__
#define ROWS 6
#define VECTORS 4
#else
#define ROWS 4
#define VECTORS 2
#endif

#ifndef CKERNELS_VECTORS_H
#define CKERNELS_VECTORS_H

#include <string.h>

#ifdef __x86_64__
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))
#define NO_INLINE __attribute__((noinline))
#define UNROLL _Pragma("clang loop unroll(full)")
#define NO_UNROLL _Pragma("clang loop unroll(disable)")

// What every processor has: vectors of four scalars.

typedef float Four __attribute__((vector_size(16)));
typedef int FourMask __attribute__((vector_size(16)));

INLINE Four loadFour(const float *p) {
  Four x;
  memcpy(&x, p, sizeof x);
  return x;
}

INLINE Four loadPartOfFour(const float *p, int count) {
  Four x = {0};
  for (int i = 0; i < 3; i++) {
    if (i < count) x[i] = p[i];
  }
  return x;
}

INLINE void storeFour(float *p, Four x) { memcpy(p, &x, sizeof x); }

INLINE void storePartOfFour(float *p, Four x, int count) {
  for (int i = 0; i < 3; i++) {
    if (i < count) p[i] = x[i];
  }
}

INLINE Four selectFour(FourMask mask, Four a, Four b) {
  return (Four)(((FourMask)a & mask) | ((FourMask)b & ~mask));
}

#ifdef __x86_64__
INLINE __attribute__((target("avx2,fma"))) __m256i firstOfEight(int count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}

#endif

#endif

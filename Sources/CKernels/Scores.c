#include "Scores.h"

#include "Vectors.h"

/// Under the root of a Euclidean distance.
static const float smallestUnderRoot = 1e-12f;

/// An IEEE half as a single: a product moves the exponent's bias, subnormals included; infinity and NaN
/// keep their mantissa.
INLINE float singleFromHalf(uint16_t half) {
  const uint32_t sign = (uint32_t)(half & 0x8000) << 16, magnitude = (uint32_t)(half & 0x7FFF) << 13;
  uint32_t bits = magnitude | 0x7F800000;
  float value;
  if (magnitude < 0x7C00u << 13) {
    memcpy(&value, &magnitude, sizeof value);
    value *= 0x1p112f;
    memcpy(&bits, &value, sizeof bits);
  }
  bits |= sign;
  memcpy(&value, &bits, sizeof value);
  return value;
}

INLINE unsigned notBelowOfFour(Four x, Four y) {
  unsigned bits = 0;
  for (int i = 0; i < 4; i++) bits |= (unsigned)!(x[i] < y[i]) << i;
  return bits;
}

INLINE Four fourFromHalves(const uint16_t *p) {
  return (Four){singleFromHalf(p[0]), singleFromHalf(p[1]), singleFromHalf(p[2]), singleFromHalf(p[3])};
}

INLINE Four fourFromBytes(const int8_t *p) {
  return (Four){(float)p[0], (float)p[1], (float)p[2], (float)p[3]};
}

#include "PortableVectors.h"
#define HALF_TARGET
#define SUM(x) (((x)[0] + (x)[2]) + ((x)[1] + (x)[3]))
#define ABSOLUTE(x) ((Four)((FourMask)(x) & 0x7FFFFFFF))
#define NOT_BELOW(x, y) notBelowOfFour(x, y)
#define FROM_HALVES(p) fourFromHalves(p)
#define FROM_BYTES(p) fourFromBytes(p)
#include "ScoreKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
INLINE __attribute__((target("avx2,fma"))) float sumOfEight(__m256 x) {
  const Four y = (Four)_mm_add_ps(_mm256_castps256_ps128(x), _mm256_extractf128_ps(x, 1));
  return (y[0] + y[2]) + (y[1] + y[3]);
}

#include "AVX2Vectors.h"
#define HALF_TARGET __attribute__((target("avx2,fma,f16c")))
#define SUM(x) sumOfEight(x)
#define ABSOLUTE(x) _mm256_andnot_ps(_mm256_set1_ps(-0.0f), x)
#define NOT_BELOW(x, y) (unsigned)_mm256_movemask_ps(_mm256_cmp_ps(x, y, _CMP_NLT_UQ))
#define FROM_HALVES(p) _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(p)))
#define FROM_BYTES(p) _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(p))))
#include "ScoreKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#define HALF_TARGET TARGET
#define SUM(x) _mm512_reduce_add_ps(x)
#define ABSOLUTE(x) _mm512_abs_ps(x)
#define NOT_BELOW(x, y) (unsigned)_mm512_cmp_ps_mask(x, y, _CMP_NLT_UQ)
#define FROM_HALVES(p) _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)(p)))
#define FROM_BYTES(p) _mm512_cvtepi32_ps(_mm512_cvtepi8_epi32(_mm_loadu_si128((const __m128i *)(p))))
#include "ScoreKernel.h"
#include "NoVectors.h"
#endif

const struct ScoreFunctions *scoreFunctions(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return &scoreFunctions_avx512;
  case instructionsAVX2:
    // Whatever has AVX2 converts halves too, but a virtual machine may say no to that alone.
    return __builtin_cpu_supports("f16c") ? &scoreFunctions_avx2 : &scoreFunctions_portable;
#endif
  default: return &scoreFunctions_portable;
  }
}

PairFunction pairFunction(enum ScoreTerm term, enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return pairs_avx512[term];
  case instructionsAVX2: return pairs_avx2[term];
#endif
  default: return pairs_portable[term];
  }
}

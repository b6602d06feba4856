// The names of PortableVectors.h for AVX2 and FMA.

#define NAME(x) x##_avx2
#define TARGET __attribute__((target("avx2,fma")))
#define VECTOR __m256
#define LANES 8
#define LOAD(p) _mm256_loadu_ps(p)
#define STORE(p, x) _mm256_storeu_ps(p, x)
#define LOAD_PART(p, n) _mm256_maskload_ps(p, firstOfEight(n))
#define STORE_PART(p, x, n) _mm256_maskstore_ps(p, firstOfEight(n), x)
#define BROADCAST(p) _mm256_broadcast_ss(p)
#define MULTIPLY_ADD(a, b, c) _mm256_fmadd_ps(a, b, c)
#define LARGER(a, b) _mm256_max_ps(a, b)
#define SMALLER(a, b) _mm256_min_ps(a, b)
#define ROWS 6
#define VECTORS 2

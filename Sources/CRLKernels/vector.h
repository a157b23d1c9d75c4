// Vectors of floats as clang extends C with them; each is split into as many registers as the
// instruction set needs.
#include <stdint.h>

typedef float v32 __attribute__((ext_vector_type(32)));
typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v8 __attribute__((ext_vector_type(8)));
typedef float v4 __attribute__((ext_vector_type(4)));
typedef float v2 __attribute__((ext_vector_type(2)));
typedef int32_t i16 __attribute__((ext_vector_type(16)));
typedef int32_t i8 __attribute__((ext_vector_type(8)));
typedef int32_t i4 __attribute__((ext_vector_type(4)));

// No vector crosses a call: every function that takes or returns one is inlined.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang diagnostic ignored "-Wunused-function"

#define INLINE static inline __attribute__((always_inline))

INLINE v16 load16(const float *p) {
  v16 v;
  __builtin_memcpy(&v, p, sizeof v);
  return v;
}

INLINE void store16(float *p, v16 v) { __builtin_memcpy(p, &v, sizeof v); }

INLINE v16 load_part(const float *p, intptr_t count) {
  float lanes[16] = {0};
  for (intptr_t i = 0; i < count; i++) lanes[i] = p[i];
  return load16(lanes);
}

INLINE void store_part(float *p, v16 v, intptr_t count) {
  float lanes[16];
  store16(lanes, v);
  for (intptr_t i = 0; i < count; i++) p[i] = lanes[i];
}

// 16 numbers, or fewer.
INLINE v16 take(const float *p, intptr_t width) {
  return width == 16 ? load16(p) : load_part(p, width);
}

INLINE void put(float *p, v16 v, intptr_t width) {
  if (width == 16)
    store16(p, v);
  else
    store_part(p, v, width);
}

INLINE v16 fma16(v16 a, v16 b, v16 c) { return __builtin_elementwise_fma(a, b, c); }
INLINE v16 select16(i16 mask, v16 a, v16 b) {
  return (v16)(((i16)a & mask) | ((i16)b & ~mask));
}
INLINE v16 abs16(v16 x) { return (v16)((i16)x & 0x7fffffff); }
INLINE v16 max16(v16 a, v16 b) { return select16(a > b, a, b); }
INLINE v16 min16(v16 a, v16 b) { return select16(a < b, a, b); }

INLINE v16 clamp16(v16 x, v16 lower, v16 upper) {
  x = select16(x < lower, lower, x);
  return select16(x > upper, upper, x);
}

// x[0], x[2], x[4] ... of as many lanes; nothing behind the last of them is read.
INLINE v16 every_second_16(const float *x) {
  return __builtin_shufflevector(load16(x), load16(x + 15), 0, 2, 4, 6, 8, 10, 12, 14, 17, 19, 21,
                                 23, 25, 27, 29, 31);
}

INLINE v8 every_second_8(const float *x) {
  v8 a, b;
  __builtin_memcpy(&a, x, sizeof a);
  __builtin_memcpy(&b, x + 7, sizeof b);
  return __builtin_shufflevector(a, b, 0, 2, 4, 6, 9, 11, 13, 15);
}

INLINE v4 every_second_4(const float *x) {
  v4 a, b;
  __builtin_memcpy(&a, x, sizeof a);
  __builtin_memcpy(&b, x + 3, sizeof b);
  return __builtin_shufflevector(a, b, 0, 2, 5, 7);
}

INLINE float join_sum(v16 v) {
  v8 a = v.lo + v.hi;
  v4 b = a.lo + a.hi;
  v2 c = b.lo + b.hi;
  return c.x + c.y;
}

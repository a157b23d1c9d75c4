// Numbers that functions.h looks up.
#include <stdint.h>

// Sine and cosine of an angle: nearest number, and what it lacks.
typedef struct {
  double sine, sine_tail, cosine, cosine_tail;
} mathshim_sine;
// Of the angles 0, 1/128 ... 109/128.
extern const mathshim_sine mathshim_sines[110];

// 1/c, and the natural logarithm of c in two parts, the first a multiple of 2⁻⁴³.
typedef struct {
  double reciprocal, logarithm, logarithm_tail;
} mathshim_logarithm;
// For the 128 intervals of numbers from 0x1.69555p-1 to twice that: c is near the middle of each.
extern const mathshim_logarithm mathshim_logarithms[128];

// 2 to the power i/128: what the nearest number lacks, as part of it, and that number's bits less
// i · 2⁴⁵.
typedef struct {
  double tail;
  uint64_t bits;
} mathshim_power;
extern const mathshim_power mathshim_powers[128];

// 1/c, and the logarithm of c to the base 2.
typedef struct {
  double reciprocal, logarithm;
} mathshim_binary_logarithm;
// For the 16 intervals of floats from 0x1.66p-1 to twice that.
extern const mathshim_binary_logarithm mathshim_binary_logarithms[16];

// Runs every kind of sine, cosine and square that this machine has over drawn numbers, and prints
// hashes of the results' bits: mathematics.sh compares those of several machines.
//
// Usage: mathematics SEED ROUNDS     a line for each kind and range: kind, range, hash
//
// All draws are integer arithmetic, or one exact product.
#include "CMathShim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// Steele, Lea and Flood's SplitMix64.
static uint64_t draw(uint64_t *state) {
  uint64_t z = *state += 0x9e3779b97f4a7c15;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

static uint64_t add(uint64_t hash, const void *value, size_t size) {
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ ((const unsigned char *)value)[i]) * 0x100000001b3;
  return hash;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  const uint64_t seed = strtoull(arguments[1], 0, 10);
  const long rounds = strtol(arguments[2], 0, 10);
  const CMathShimFunctions *kind;
  for (intptr_t i = 0; (kind = CMathShimAvailable(i)); i++) {
    // Up to 2⁻¹² ... 2²⁶.
    for (int range = -12; range <= 26; range++) {
      uint64_t state = seed * 64 + (uint64_t)(range + 12), hash = 0xcbf29ce484222325;
      double unit;
      const uint64_t bits = (uint64_t)(1023 - 52 + range) << 52;
      memcpy(&unit, &bits, sizeof unit);
      for (long round = 0; round < rounds; round++) {
        const double number = (double)((int64_t)draw(&state) >> 11) * unit;
        const CMathShimSineCosine found = kind->sine_and_cosine(number);
        const double square = kind->square_by_power(number);
        // A float of any kind but those that are no numbers.
        uint32_t float_bits = (uint32_t)(draw(&state) >> 32);
        if ((float_bits & 0x7f800000) == 0x7f800000) float_bits ^= 0x40000000;
        float single;
        memcpy(&single, &float_bits, sizeof single);
        const float float_square = kind->square_by_power_float(single);
        hash = add(hash, &found, sizeof found);
        hash = add(hash, &square, sizeof square);
        hash = add(hash, &float_square, sizeof float_square);
      }
      printf("%s %d %016llx\n", kind->name, range, (unsigned long long)hash);
    }
  }
  return 0;
}

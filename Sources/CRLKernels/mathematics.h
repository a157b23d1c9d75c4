// Elementary functions of 16 floats, within 2 units in the last place of the exact value over the
// whole range. The coefficients are minimax fits (Remez) on the reduced intervals.

#define POSITIVE_INFINITY __builtin_inff()

/// (exp(r) − 1 − r) / r² for |r| ≤ ln 2 / 2.
INLINE v16 exponential_tail(v16 r) {
  v16 p = (v16)0.00139432274f;
  p = fma16(p, r, (v16)0.00836438305f);
  p = fma16(p, r, (v16)0.0416663512f);
  p = fma16(p, r, (v16)0.166665696f);
  return fma16(p, r, (v16)0.500000003f);
}

/// exp(r), and the integer n, with x = n·ln 2 + r, |r| ≤ ln 2 / 2.
INLINE v16 exp_reduced(v16 x, i16 *exponent) {
  const float shift = 12582912.0f;  // 1.5·2²³: adding it rounds to the nearest integer
  v16 n = fma16(x, (v16)1.44269504f, (v16)shift) - shift;
  v16 r = fma16(n, (v16)-0.693359375f, x);
  r = fma16(n, (v16)2.12194440e-4f, r);
  *exponent = __builtin_convertvector(n, i16);
  // 1 + r rounds; what it loses joins the small terms.
  v16 sum = 1.0f + r;
  return sum + fma16(exponential_tail(r), r * r, r - (sum - 1.0f));
}

/// exp(x) = 2ⁿ·exp(r).
INLINE v16 exp16(v16 x) {
  i16 exponent;
  v16 y = exp_reduced(min16(max16(x, (v16)-104.0f), (v16)89.0f), &exponent);
  // Two factors, since 2ⁿ itself leaves the range of normal numbers at both ends.
  i16 half = exponent >> 1;
  y = y * (v16)((half + 127) << 23) * (v16)((exponent - half + 127) << 23);
  return select16(x == x, y, x);
}

/// exp(min(x, 80)) for x ≥ 0, where 2ⁿ is a normal number.
INLINE v16 exp_of_moderate(v16 x) {
  i16 exponent;
  v16 y = exp_reduced(min16(x, (v16)80.0f), &exponent);
  return y * (v16)((exponent + 127) << 23);
}

/// log(x) + rest = n·ln 2 + log(1 + f) + rest, with 1 + f in [√½, √2) and s = f / (2 + f); `rest` is
/// small beside log(x), and rounded together with it.
INLINE v16 log_plus(v16 x, v16 rest) {
  i16 tiny = x < 1.17549435e-38f;
  v16 scaled = select16(tiny, x * 8388608.0f, x);
  i16 bits = (i16)scaled;
  i16 n = (bits - 0x3f3504f3) >> 23;
  v16 f = (v16)(bits - (n << 23)) - 1.0f;
  n = n - (23 & tiny);
  v16 s = f / (f + 2.0f);
  v16 z = s * s;
  v16 p = (v16)0.236105233f;
  p = fma16(p, z, (v16)0.285358898f);
  p = fma16(p, z, (v16)0.400003562f);
  p = fma16(p, z, (v16)0.666666656f);
  v16 exponent = __builtin_convertvector(n, v16);
  v16 half_square = 0.5f * f * f;
  // log(1 + f) = f − (f²/2 − s·(f²/2 + z·p)), arranged so that the large terms come last.
  v16 small = fma16(s, fma16(z, p, half_square), exponent * -2.12194440e-4f) + rest;
  v16 y = fma16(exponent, (v16)0.693359375f, f - (half_square - small));
  y = select16(x == 0.0f, (v16)-POSITIVE_INFINITY, y);
  y = select16(x == POSITIVE_INFINITY, x, y);
  y = select16(x < 0.0f, (v16)__builtin_nanf(""), y);
  return select16(x == x, y, x);
}

INLINE v16 log16(v16 x) { return log_plus(x, (v16)-0.0f); }

/// log(1 + x) for x ≥ 0: the rounding of 1 + x is given back as a first-order term.
INLINE v16 log1p_of_nonnegative(v16 x) {
  v16 u = x + 1.0f;
  v16 lost = x - (u - 1.0f);
  v16 y = log_plus(u, lost / u);
  return select16(x < 1e-7f, x, y);
}

/// An odd polynomial near zero, 1 − 2 / (exp(2x) + 1) beyond.
INLINE v16 tanh16(v16 x) {
  v16 a = abs16(x);
  v16 z = x * x;
  v16 p = (v16)0.00209772138f;
  p = fma16(p, z, (v16)-0.00812900092f);
  p = fma16(p, z, (v16)0.0216816431f);
  p = fma16(p, z, (v16)-0.0539433999f);
  p = fma16(p, z, (v16)0.133331805f);
  p = fma16(p, z, (v16)-0.333333302f);
  v16 near = fma16(p * z, a, a);
  v16 far = 1.0f - 2.0f / (exp_of_moderate(a + a) + 1.0f);  // 1 long before the bound
  v16 y = select16(a < 0.625f, near, far);
  y = (v16)((i16)y | ((i16)x & (int32_t)0x80000000));
  return select16(x == x, y, x);
}

/// 1 / (1 + exp(−x)), by e = exp(−|x|) so that nothing overflows; where x < 0 as e − e·e / (1 + e),
/// so that the rounding of 1 + e counts little where e is small.
INLINE v16 sigmoid16(v16 x) {
  v16 e = exp16(-abs16(x));
  i16 negative = x < 0.0f;
  v16 share = select16(negative, e, (v16)1.0f) / (1.0f + e);
  return select16(negative, fma16(-e, share, e), share);
}

/// σ(x) − t, where x is large and t near 1 as (1 − t) − exp(−x) / (1 + exp(−x)), which does not
/// cancel.
INLINE v16 sigmoid_minus(v16 x, v16 t) {
  v16 e = exp16(-abs16(x));
  v16 share = 1.0f / (1.0f + e);
  return select16(x < 0.0f, e * share - t, (1.0f - t) - e * share);
}

/// log(1 + exp(x)) = max(x, 0) + log(1 + exp(−|x|)).
INLINE v16 softplus16(v16 x) {
  v16 y = max16(x, (v16)0.0f) + log1p_of_nonnegative(exp16(-abs16(x)));
  return select16(x == x, y, x);
}

// Squares as 2 to the power of twice a logarithm, after Arm's Optimized Routines (pow.c and powf.c,
// Szabolcs Nagy, 2018), whose pow and powf glibc has since 2.28. The coefficients are theirs (NOTICE).
//
// A number is 2ᵏ z; 1/c for a c near z is looked up, with the logarithm of c; that of z/c is a
// polynomial in z/c - 1.

static double square_by_power(double x) {
  const double magnitude = fabs(x);
  if (!(magnitude > 1e-100 && magnitude < 1e100)) {
    // A compiler that saw the exponent would write x · x instead of the call.
    static const volatile double two = 2;
    return x == 0 ? 0 : pow(x, two);
  }
  const uint64_t beyond = bits_of(magnitude) - 0x3fe6955500000000;
  const double k = (double)((int64_t)beyond >> 52);
  const double z = double_of(bits_of(magnitude) - (beyond & 0xfff0000000000000));
  const mathshim_logarithm c = mathshim_logarithms[beyond >> 45 & 127];

  // The natural logarithm, in two parts: head + tail.
  const double r = fused(z, c.reciprocal, -1);
  const double known = fused(k, 0x1.62e42fefa38p-1, c.logarithm);
  const double known_tail = fused(k, 0x1.ef35793c7673p-45, c.logarithm_tail);
  const double linear = known + r;
  const double linear_tail = (known - linear) + r;
  const double half = -0.5 * r, quadratic = r * half, cubic = r * quadratic;
  const double quadratic_tail = fused(half, r, -quadratic);
  const double high = linear + quadratic;
  const double high_tail = (linear - high) + quadratic;
  double sum = fused(r, 0x1.0002b8b263fc3p0, -0x1.2495b9b4845e9p0);
  sum = fused(sum, quadratic, fused(r, -0x1.555555529a47ap-1, 0x1.999999959554ep-1));
  sum = fused(sum, quadratic, fused(r, 0x1.0000000000006p-1, -0x1.555555555556p-1));
  const double low =
      fused(cubic, sum, ((known_tail + linear_tail) + quadratic_tail) + high_tail);
  const double head = high + low, tail = (high - head) + low;

  // e to the power of twice that: a power of 2 to a 128th, and of e to what is left, a polynomial.
  const double shifted = fused(2 * head, 0x1.71547652b82fep7, whole), steps = shifted - whole;
  double left = fused(steps, -0x1.62e42fefap-8, 2 * head);
  left = 2 * tail + fused(steps, -0x1.cf79abc9e3b3ap-47, left);
  const mathshim_power power = mathshim_powers[bits_of(shifted) & 127];
  const double square = left * left;
  double beyond_one = fused(left, 0x1.555555555543cp-3, 0x1.ffffffffffdbdp-2);
  beyond_one = fused(beyond_one, square, left + power.tail);
  beyond_one = fused(
      fused(left, 0x1.1111167a4d017p-7, 0x1.55555cf172b91p-5), square * square, beyond_one);
  const double scale = double_of(power.bits + (bits_of(shifted) << 45));
  return fused(scale, beyond_one, scale);
}

// In doubles, rounded once.
static float square_by_power_float(float x) {
  uint32_t bits;
  const float magnitude = fabsf(x);
  if (magnitude == 0 || !(magnitude < INFINITY)) return x * x;
  if (magnitude < 0x1p-126f) {
    const float normal = magnitude * 0x1p23f;
    memcpy(&bits, &normal, sizeof bits);
    bits -= 23 << 23;
  } else {
    memcpy(&bits, &magnitude, sizeof bits);
  }
  const uint32_t beyond = bits - 0x3f330000;
  const double k = (int32_t)beyond >> 23;
  const uint32_t z_bits = bits - (beyond & 0xff800000);
  float z;
  memcpy(&z, &z_bits, sizeof z);
  const mathshim_binary_logarithm c = mathshim_binary_logarithms[beyond >> 19 & 15];

  // Twice the logarithm to the base 2.
  const double r = fused(z, c.reciprocal, -1), square = r * r;
  double sum = fused(r, 0x1.71547652ab82bp0, c.logarithm + k);
  sum = fused(square, fused(r, 0x1.ec70a6ca7baddp-2, -0x1.7154748bef6c8p-1), sum);
  sum = fused(fused(r, 0x1.27616c9496e0bp-2, -0x1.71969a075c67ap-2), square * square, sum);
  const double exponent = 2 * sum;

  // 2 to that power: to a 32nd, and to what is left.
  const double thirty_seconds = 0x1.8p47, shifted = exponent + thirty_seconds;
  const double left = exponent - (shifted - thirty_seconds);
  const double power = fused(
      fused(left, 0x1.c6af84b912394p-5, 0x1.ebfce50fac4f3p-3), left * left,
      fused(left, 0x1.62e42ff0c52d6p-1, 1));
  const uint64_t scale = mathshim_powers[4 * (bits_of(shifted) & 31)].bits;
  return (float)(power * double_of(scale + (bits_of(shifted) << 47)));
}

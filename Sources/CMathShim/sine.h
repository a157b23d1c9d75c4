// Sine and cosine by the method of the IBM Accurate Mathematical Library (Gal and Bachelis 1991), which
// glibc's follow since 2.28. Equal bits need equal numbers: the coefficients have glibc's values (NOTICE).
//
// An angle of up to about π/4 is u + x: u the nearest multiple of 1/128, x short. Sine and cosine of u
// are looked up, of x they are short polynomials, and
//   sin(u + x) = sin u + (sin x cos u - (1 - cos x) sin u)
//   cos(u + x) = cos u - (sin x sin u + (1 - cos x) cos u).

// Added to a number, it leaves the nearest multiple of 1/128, with how many in the lowest bits.
static const double grid = 0x1.8p45;

// π/2 in two parts.
static const double right_angle = 0x1.921fb54442d18p0;
static const double right_angle_tail = 0x1.1a62633145c07p-54;

// What the sine of a short x has beside x.
static inline double sine_beyond(double x, double square, double rest) {
  return fused(x * square, fused(square, 0x1.11110e829872fp-7, -0x1.5555555555515p-3), rest);
}

// 1 - cos x of a short x, given its square.
static inline double one_less_cosine(double square) {
  return square * fused(square, fused(square, 0x1.6c16bedd9e239p-10, -0x1.5555555555535p-5), 0.5);
}

// The sine of a + rest, the rest being below the last place of a.
static inline double short_sine(double a, double rest) {
  const double magnitude = fabs(a);
  if (magnitude < 0.126) {
    const double square = a * a;
    double sum = fused(-0x1.addffc2fcdf59p-26, square, 0x1.71de27b9a7ed9p-19);
    sum = fused(sum, square, -0x1.a01a019db08b8p-13);
    sum = fused(sum, square, 0x1.1111111110ecep-7);
    sum = fused(sum, square, -0x1.5555555555555p-3);
    return a + fused(square, fused(sum, a, -(0.5 * rest)), rest);
  }
  if (a < 0) rest = -rest;
  const double shifted = magnitude + grid;
  const mathshim_sine u = mathshim_sines[bits_of(shifted) & 127];
  const double x = magnitude - (shifted - grid);
  const double square = x * x;
  const double sine = x + sine_beyond(x, square, rest);
  const double less = fused(x, rest, one_less_cosine(square));
  double sum = fused(sine, u.cosine_tail, u.sine_tail);
  sum = fused(-less, u.sine, sum);
  sum = fused(sine, u.cosine, sum);
  return copysign(u.sine + sum, a);
}

// The cosine of a + rest, the rest being below the last place of a.
static inline double short_cosine(double a, double rest) {
  if (a < 0) rest = -rest;
  const double magnitude = fabs(a), shifted = magnitude + grid;
  const mathshim_sine u = mathshim_sines[bits_of(shifted) & 127];
  const double x = (magnitude - (shifted - grid)) + rest;
  const double square = x * x;
  const double sine = sine_beyond(x, square, x);
  double sum = fused(-sine, u.sine_tail, u.cosine_tail);
  sum = fused(-one_less_cosine(square), u.cosine, sum);
  sum = fused(-sine, u.sine, sum);
  return u.cosine + sum;
}

// The number, or where `two` is 2 its negative; a branch would be guessed wrong half of the time.
static inline double negated(double x, uint64_t two) { return double_of(bits_of(x) ^ two << 62); }

// Below 0x1.921fbp26: less the nearest multiple of π/2, which is taken away in four parts.
static CMathShimSineCosine sine_and_cosine_of_turns(double angle) {
  const double shifted = fused(angle, 0x1.45f306dc9c883p-1, whole);
  const double quarters = shifted - whole;
  double left = fused(-quarters, 0x1.921fb58p0, angle);
  left = fused(-quarters, -0x1.dde973cp-27, left);
  const double third = fused(-quarters, -0x1.cb3b398p-55, left);
  const double third_tail = fused(-quarters, -0x1.cb3b398p-55, left - third);
  const double a = fused(-quarters, -0x1.d747f23e32ed7p-83, third);
  const double rest = third_tail + fused(-quarters, -0x1.d747f23e32ed7p-83, third - a);

  const double sine = short_sine(a, rest), cosine = short_cosine(a, rest);
  const uint64_t quarter = bits_of(shifted);
  return (CMathShimSineCosine){
      negated(quarter & 1 ? cosine : sine, quarter & 2),
      negated(quarter & 1 ? sine : cosine, quarter + 1 & 2)};
}

static CMathShimSineCosine sine_and_cosine(double angle) {
  const double magnitude = fabs(angle);
  if (magnitude < 0x1.b6p-1) {
    if (magnitude < 0x1p-27) return (CMathShimSineCosine){angle, 1};
    return (CMathShimSineCosine){short_sine(angle, 0), short_cosine(angle, 0)};
  }
  if (magnitude < 0x1.368fdp1) {
    // By the angle that is left to π/2.
    const double left = right_angle - magnitude, a = left + right_angle_tail;
    return (CMathShimSineCosine){
        copysign(short_cosine(left, right_angle_tail), angle),
        short_sine(a, (left - a) + right_angle_tail)};
  }
  if (magnitude < 0x1.921fbp26) return sine_and_cosine_of_turns(angle);
  return (CMathShimSineCosine){sin(angle), cos(angle)};
}

package dev.davit.repository.chunk;

import java.util.random.RandomGenerator;

/**
 * Polynomials over GF(2), bit i the coefficient of xⁱ. A repository's configuration names an
 * irreducible one of degree 53: restic cuts with it what it adds; Davit only provides it.
 */
public final class Polynomial {
  private static final int DEGREE = 53;

  private Polynomial() {}

  /** A random irreducible polynomial of degree 53. */
  public static long random(RandomGenerator random) {
    while (true) {
      long candidate = random.nextLong() & ((1L << (DEGREE + 1)) - 1);
      candidate |= 1L << DEGREE | 1;
      if (isIrreducible(candidate)) {
        return candidate;
      }
    }
  }

  /** Ben-Or: f is irreducible if it has no factor in common with x^(2^i) − x for i up to half. */
  static boolean isIrreducible(long f) {
    int degree = degree(f);
    long power = 2;
    for (int i = 1; i <= degree / 2; i++) {
      power = squareModulo(power, f);
      if (gcd(f, power ^ 2) != 1) {
        return false;
      }
    }
    return degree > 0;
  }

  private static int degree(long f) {
    return 63 - Long.numberOfLeadingZeros(f);
  }

  private static long squareModulo(long a, long f) {
    int degree = degree(f);
    long result = 0;
    for (int bit = degree(a); bit >= 0; bit--) {
      result = shiftModulo(result, f, degree);
      if ((a >>> bit & 1) != 0) {
        result ^= a;
      }
    }
    return result;
  }

  private static long shiftModulo(long a, long f, int degree) {
    long shifted = a << 1;
    return (shifted >>> degree & 1) == 0 ? shifted : shifted ^ f;
  }

  private static long gcd(long a, long b) {
    while (b != 0) {
      long rest = a;
      while (rest != 0 && degree(rest) >= degree(b)) {
        rest ^= b << (degree(rest) - degree(b));
      }
      a = b;
      b = rest;
    }
    return a;
  }
}
